package org.gradientdoctor.listeners.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PosterTest {
    @Test
    void pausesAreFiftyTimesAsLongAsTheWorkWithinTwoSecondsAndAMinute() {
        assertThat(Poster.pause(3, TimeUnit.MILLISECONDS.toNanos(100))).isEqualTo(TimeUnit.SECONDS.toNanos(5));
        assertThat(Poster.pause(9, TimeUnit.MILLISECONDS.toNanos(1))).isEqualTo(TimeUnit.SECONDS.toNanos(2));
        assertThat(Poster.pause(9, TimeUnit.SECONDS.toNanos(9))).isEqualTo(TimeUnit.SECONDS.toNanos(60));
    }

    @Test
    void theFirstRunsPayForCompilingAndPauseLittle() {
        assertThat(Poster.pause(1, TimeUnit.SECONDS.toNanos(9))).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    }

    @Test
    void whatHappensWhileItRunsIsFollowedByAnotherRun() throws InterruptedException {
        AtomicInteger state = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger(-1);
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(2);
        Poster poster = new Poster(() -> {
            seen.set(state.get());
            began.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            second.countDown();
        });
        poster.wake();
        assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
        state.set(7);
        poster.wake();
        poster.wake();
        goOn.countDown();
        assertThat(second.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).hasValue(7);
    }

    @Test
    void afterItWasClosedItRunsNoMore() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        Poster poster = new Poster(runs::incrementAndGet);
        poster.close();
        poster.wake();
        poster.close();
        Thread.sleep(100);
        assertThat(runs).hasValue(1);
    }

    /** A run that is due while the last one runs waits for it, and must find that it was the last. */
    @RepeatedTest(200)
    void whatIsDueWhileTheLastRunRunsDoesNotRunAfterIt() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        List<Poster> woken = new ArrayList<>();
        Poster poster = new Poster(() -> {
            runs.incrementAndGet();
            woken.get(0).wake();
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        woken.add(poster);
        poster.close();
        Thread.sleep(1);
        assertThat(runs).hasValue(1);
    }
}
