package org.gradientdoctor.listeners.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.gradientdoctor.listeners.GradientHealthListener;
import org.junit.jupiter.api.Test;

/** A live report neither ends a training nor changes it, whatever becomes of what it posts. */
class ContainedFaultsTest {
    /** What a router does. */
    private interface Posting {
        void post();
    }

    private static StatsStorageRouter router(Posting posting) {
        return (StatsStorageRouter) Proxy.newProxyInstance(
                StatsStorageRouter.class.getClassLoader(),
                new Class<?>[] {StatsStorageRouter.class},
                (self, method, given) -> {
                    posting.post();
                    return null;
                });
    }

    @Test
    void aRouterThatThrowsIsAskedOnceAndTrainingGoesOnUnchanged() throws InterruptedException {
        AtomicInteger posts = new AtomicInteger();
        CountDownLatch posted = new CountDownLatch(1);
        StatsStorageRouter throwing = router(() -> {
            posts.incrementAndGet();
            posted.countDown();
            throw new NoSuchMethodError("a router of another version");
        });
        GradientHealthListener health = GradientHealthListener.create();
        LiveReport live = LiveReport.of(health, throwing);
        Training training = new Training().heardBy(health, live).run(10);
        assertThat(posted.await(1, TimeUnit.MINUTES)).isTrue();
        training.run(20);
        live.close();
        assertThat(posts).hasValue(1);
        assertThat(health.trace().iterations()).isEqualTo(30);
        assertThat(training.network.params())
                .isEqualTo(new Training().run(30).network.params());
    }

    @Test
    void aRouterThatHangsDoesNotHoldTrainingUp() {
        CountDownLatch end = new CountDownLatch(1);
        StatsStorageRouter hanging = router(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        GradientHealthListener health = GradientHealthListener.create();
        new Training().heardBy(health, LiveReport.of(health, hanging)).run(30);
        assertThat(health.trace().iterations()).isEqualTo(30);
        end.countDown();
    }

    /** The classes of the package are loaded once more, by a loader that has no training UI. */
    private static final class WithoutUi extends ClassLoader {
        WithoutUi() {
            super(ContainedFaultsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.vertx.") || name.startsWith("org.deeplearning4j.ui.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith(LiveReport.class.getPackageName() + ".")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void postingNeedsNoTrainingUiOnTheClassPath() throws ReflectiveOperationException {
        AtomicInteger posts = new AtomicInteger();
        GradientHealthListener health = GradientHealthListener.create();
        Class<?> type = new WithoutUi().loadClass(LiveReport.class.getName());
        assertThat(type).isNotEqualTo(LiveReport.class);
        Method of = type.getMethod("of", GradientHealthListener.class, StatsStorageRouter.class);
        TrainingListener live = (TrainingListener) of.invoke(null, health, router(posts::incrementAndGet));
        new Training().heardBy(health, live).run(3);
        type.getMethod("close").invoke(live);
        assertThat(posts).hasPositiveValue();
    }
}
