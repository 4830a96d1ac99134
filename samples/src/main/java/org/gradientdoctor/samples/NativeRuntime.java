package org.gradientdoctor.samples;

/** Settings that have to be made before ND4J's natives load. */
final class NativeRuntime {
    private NativeRuntime() {}

    /** What the user has set stays. */
    static void prepare() {
        // JavaCPP compares the process's memory with a limit at every native allocation, and reads it from /proc each
        // time: about a third of the training time of networks as small as these. 0 switches the comparison off.
        setIfAbsent("org.bytedeco.javacpp.maxphysicalbytes", "0");
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
