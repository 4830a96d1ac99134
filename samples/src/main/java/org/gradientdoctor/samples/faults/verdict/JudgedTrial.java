package org.gradientdoctor.samples.faults.verdict;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.gradientdoctor.samples.data.Split;
import org.gradientdoctor.samples.faults.cases.BenchCase;
import org.gradientdoctor.samples.faults.cases.Metric;
import org.gradientdoctor.samples.faults.trial.Score;
import org.gradientdoctor.samples.faults.trial.Trial;
import org.gradientdoctor.samples.peers.Peer;
import org.gradientdoctor.samples.peers.PeerRecorder;
import org.gradientdoctor.samples.peers.PeerTrace;
import org.gradientdoctor.samples.peers.Peers;
import org.gradientdoctor.samples.peers.TrainingPlan;
import org.jspecify.annotations.Nullable;

/** One training under the eyes of every contestant at once. */
public final class JudgedTrial implements Trial.Watcher {
    /** Which of the matched seeds is judged. */
    private static final long SEED = 0;
    /** Readings come at even distances rather than by a budget of time, so that verdicts can be repeated. */
    private static final int READINGS = 50;

    private final BenchCase judged;
    private final OwnVerdict own;
    private final GradientHealthListener health;
    private final boolean peers;
    private @Nullable PeerRecorder recorder;
    private @Nullable Split data;
    private @Nullable Diagnosis last;
    private int epochs;

    private JudgedTrial(BenchCase judged, boolean peers) {
        this.judged = judged;
        this.peers = peers;
        this.own = new OwnVerdict(judged.iterations(), judged.symptoms());
        this.health = GradientHealthListener.builder()
                .plannedIterations(judged.iterations())
                .fullReadingEvery(Math.max(1, judged.iterations() / READINGS))
                .build();
    }

    /**
     * Trains and judges on the calling thread.
     *
     * @param peers whether other tools judge, too
     */
    public static Judged run(BenchCase judged, boolean peers) {
        JudgedTrial trial = new JudgedTrial(judged, peers);
        new Trial(judged, SEED).run(trial);
        return trial.judged();
    }

    @Override
    public void begin(Model network, Split data, int iterationsPerEpoch) {
        this.data = data;
        this.epochs = Math.max(1, judged.iterations() / iterationsPerEpoch);
        network.addListeners(health);
        if (peers) {
            PeerRecorder recording = new PeerRecorder(plan(Double.NaN));
            recorder = recording;
            network.addListeners(recording);
        }
    }

    private TrainingPlan plan(double constantAnswer) {
        Split known = data;
        boolean classes = judged.metric() == Metric.ACCURACY && known != null;
        long columns = known == null ? 0 : known.training().getLabels().size(1);
        return new TrainingPlan(epochs, judged.iterations(), classes ? Math.toIntExact(columns) : 0, constantAnswer);
    }

    @Override
    public void after(Model network, int iteration, boolean endsEpoch) {
        PeerRecorder recording = recorder;
        Split known = data;
        if (endsEpoch && recording != null && known != null) {
            boolean accuracy = judged.metric() == Metric.ACCURACY;
            recording.epochEnded(
                    accuracy ? Score.of(Metric.ACCURACY, network, known).value() : Double.NaN);
        }
        int iterations = iteration + 1;
        if (own.isDue(iterations)) {
            Diagnosis diagnosis = health.diagnosis();
            own.hear(diagnosis, iterations);
            last = diagnosis;
        }
    }

    private Judged judged() {
        Diagnosis end = last;
        PeerRecorder recording = recorder;
        if (end == null) {
            throw new IllegalStateException(judged + " was not trained");
        }
        int layers = end.trace().profile().layers().size();
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        verdicts.put(Judged.OURS, own.complete(end));
        if (recording == null) {
            return new Judged(judged, layers, judged.layersAtFault(SEED), verdicts);
        }
        PeerTrace recorded = recording.trace();
        PeerTrace trace = new PeerTrace(
                plan(end.trace().constantAnswer().loss()), recorded.layers(), recorded.iterations(), recorded.epochs());
        for (Peer peer : Peers.all()) {
            verdicts.put(peer.name(), PeerVerdict.of(peer.judge(trace), judged.iterations()));
        }
        return new Judged(judged, layers, judged.layersAtFault(SEED), verdicts);
    }
}
