package org.gradientdoctor.samples;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Settings of ND4J's native part under which small networks train fast. What the user has set stays. */
final class NativeRuntime {
    private static final String MEMORY_LIMIT = "org.bytedeco.javacpp.maxphysicalbytes";

    private NativeRuntime() {}

    /** To be called before anything of ND4J is loaded. */
    static void prepare() {
        // JavaCPP compares the process's memory with a limit at every native allocation, and reads it from /proc each
        // time: about a third of the training time of networks as small as these. 0 switches the comparison off.
        if (System.getProperty(MEMORY_LIMIT) == null) {
            System.setProperty(MEMORY_LIMIT, "0");
        }
    }

    /**
     * Makes native operations use one thread, unless OMP_NUM_THREADS says how many. The arrays of a small network are
     * too small to be shared out, and threads that wait for each other in a loop took up to twenty times as long where
     * other programs wanted the processor too.
     */
    static void useOneThread() {
        if (System.getenv("OMP_NUM_THREADS") == null) {
            // The holder can only be asked once a backend is loaded; Nd4j.getEnvironment().setMaxThreads has no effect.
            Nd4j.getBackend();
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
        }
    }
}
