package org.gradientdoctor.listeners.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.Proxy;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final Sessions sessions = new Sessions();

    private static StatsStorage storage(String session, long... times) {
        StatsStorage storage = new InMemoryStatsStorage();
        for (long time : times) {
            storage.putStaticInfo(PostedDiagnosis.of(
                    session, time, GradientHealthListener.create().diagnosis()));
        }
        return storage;
    }

    @Test
    void theLatestPostOfASessionCountsWhicheverStorageHasIt() {
        sessions.attach(storage("a", 3));
        sessions.attach(storage("a", 5));
        sessions.attach(storage("b", 4));
        assertThat(sessions.all())
                .extracting(PostedDiagnosis::getSessionID, PostedDiagnosis::getTimeStamp)
                .containsExactly(tuple("a", 5L), tuple("b", 4L));
    }

    @Test
    void aStorageThatThrowsHidesNoOther() {
        sessions.attach((StatsStorage) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {StatsStorage.class}, (self, method, given) -> {
                    throw new IllegalStateException("closed");
                }));
        sessions.attach(storage("a", 3));
        assertThat(sessions.all()).hasSize(1);
        assertThat(sessions.of("a")).isPresent();
        assertThat(sessions.of("b")).isEmpty();
    }

    @Test
    void whatIsDetachedIsListedNoMore() {
        StatsStorage storage = storage("a", 3);
        sessions.attach(storage);
        sessions.detach(storage);
        assertThat(sessions.all()).isEmpty();
    }
}
