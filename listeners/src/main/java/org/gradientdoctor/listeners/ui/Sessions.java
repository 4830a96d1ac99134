package org.gradientdoctor.listeners.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was posted last for each session, in all storages that the UI shows. */
final class Sessions {
    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    private final List<StatsStorage> storages = new CopyOnWriteArrayList<>();

    void attach(StatsStorage storage) {
        storages.add(storage);
    }

    void detach(StatsStorage storage) {
        storages.remove(storage);
    }

    /** The latest first. */
    List<PostedDiagnosis> all() {
        return latest(session -> true);
    }

    /** Of this session alone: to read one from a storage is to decode all that was posted for it. */
    Optional<PostedDiagnosis> of(String session) {
        return latest(session::equals).stream().findFirst();
    }

    private List<PostedDiagnosis> latest(Predicate<String> wanted) {
        Map<String, PostedDiagnosis> latest = new HashMap<>();
        for (StatsStorage storage : storages) {
            try {
                storage.listSessionIDs().stream()
                        .filter(wanted)
                        .forEach(session -> posted(storage, session)
                                .ifPresent(each -> latest.merge(
                                        session, each, (a, b) -> a.getTimeStamp() >= b.getTimeStamp() ? a : b)));
            } catch (RuntimeException e) {
                // Closed while it is attached, for instance: the others are shown all the same.
                log.debug("A storage could not be read for the list of sessions", e);
            }
        }
        List<PostedDiagnosis> all = new ArrayList<>(latest.values());
        all.sort(Comparator.comparingLong(PostedDiagnosis::getTimeStamp)
                .reversed()
                .thenComparing(PostedDiagnosis::getSessionID));
        return all;
    }

    private static Optional<PostedDiagnosis> posted(StatsStorage storage, String session) {
        PostedDiagnosis latest = null;
        for (Persistable each : storage.getAllStaticInfos(session, PostedDiagnosis.TYPE_ID)) {
            if (each instanceof PostedDiagnosis posted
                    && (latest == null || posted.getTimeStamp() > latest.getTimeStamp())) {
                latest = posted;
            }
        }
        return Optional.ofNullable(latest);
    }
}
