package org.gradientdoctor.listeners.ui;

import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.gradientdoctor.listeners.GradientHealthListener;

/**
 * Posts the diagnosis of a running training to a {@code StatsStorage}, in memory, in a file or behind a
 * {@code RemoteUIStatsStorageRouter}, for Deeplearning4j's training UI to show as a page that follows the training.
 *
 * <pre>{@code
 * StatsStorage storage = new InMemoryStatsStorage();
 * UIServer.getInstance().attach(storage);                              // http://localhost:9000/gradient-doctor
 * network.setListeners(health, LiveReport.of(health, storage));
 * }</pre>
 *
 * <p>The training thread only says that there is something new; all else is done by a thread of its own, which ends by
 * itself and keeps no program alive. Only the last diagnosis is kept in the storage. What the storage throws is logged
 * once, nothing is posted any more, and training goes on.
 */
public final class LiveReport extends BaseTrainingListener implements AutoCloseable {
    private final GradientHealthListener health;
    private final StatsStorageRouter storage;
    private final String session;
    private final Poster poster;

    private LiveReport(GradientHealthListener health, StatsStorageRouter storage, String session) {
        this.health = health;
        this.storage = storage;
        this.session = session;
        this.poster = new Poster(() -> storage.putStaticInfo(
                PostedDiagnosis.of(session, Clock.systemUTC().millis(), health.diagnosis())));
    }

    /** Of what this listener reads, under a session ID of its own. Both have to be listeners of the network. */
    public static LiveReport of(GradientHealthListener health, StatsStorageRouter storage) {
        return new LiveReport(
                Objects.requireNonNull(health, "the GradientHealthListener is null: pass the one of the network"),
                Objects.requireNonNull(storage, "the storage is null: pass a StatsStorage or a router to one"),
                UUID.randomUUID().toString());
    }

    /** The same under a session ID of the user's own. Of two reports with one session ID the later post is shown. */
    public LiveReport named(String sessionId) {
        return new LiveReport(
                health,
                storage,
                Objects.requireNonNull(sessionId, "the session ID is null: leave it out for one of its own"));
    }

    /** By which the UI lists it. */
    public String sessionId() {
        return session;
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        poster.wake();
    }

    /** Posts what was read last, on this thread, and nothing after that. Without it, that follows within a minute. */
    @Override
    public void close() {
        poster.close();
    }
}
