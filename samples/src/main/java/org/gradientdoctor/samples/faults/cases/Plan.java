package org.gradientdoctor.samples.faults.cases;

import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * How a network is built and trained: drawn sound by its {@link Family}, then changed by {@link Alteration}s. Its fields
 * are written as JSON, in this order, to tell one case from another; so each that changes a result has to be here.
 */
final class Plan {
    // The network.
    Kind kind = Kind.ROWS;
    int depth;
    int width;
    /** Units of the narrowest layer, where there is one. */
    int narrow;

    Activation activation = Activation.RELU;
    WeightInit weights = WeightInit.RELU;
    /** What hidden weights are multiplied by after they are drawn. */
    double weightFactor = 1;
    /** Whether hidden weights are made orthogonal after they are drawn. */
    boolean orthogonal;
    /** Whether all weights, the output's included, are one number. */
    boolean equalWeights;

    double bias;
    /** Whether each hidden layer is followed by batch normalization, and the activation function after it. */
    boolean normalized;
    /** Whether it is made of residual blocks. */
    boolean residual;
    /** Whether residual blocks have their skips. */
    boolean skips = true;
    /** Share of activations that are dropped. */
    double dropOut;
    /** So many of the lowest layers are not trained. */
    int frozen;

    Activation answer = Activation.SOFTMAX;
    LossFunction loss = LossFunction.MCXENT;

    // Its training.
    Optimizer optimizer = Optimizer.ADAM;
    double rate;
    RateSchedule schedule = RateSchedule.CONSTANT;
    double l2;
    /** L2 norm to which each layer's gradient is clipped; 0 for not at all. */
    double clipping;

    int batch = 32;
    int iterations;
    /** Whether it takes so long as it is that it is not trained for longer still. */
    boolean costly;
    /** Iterations trained before by the plan as it was drawn: what is watched is a network that has learned already. */
    int trainedBefore;

    // Its data.
    String data = "";
    int examples;
    int steps;
    /** Whether what is asked for at the end of a sequence was shown at its start. */
    boolean remembers;
    /** Steps of nothing in between, more than {@link #steps}. */
    int blanks;

    Metric metric = Metric.ACCURACY;

    /** Xavier's initialization for tanh, He's for rectifiers. */
    void activate(Activation function) {
        activation = function;
        weights = function == Activation.RELU || function == Activation.LEAKYRELU || function == Activation.ELU
                ? WeightInit.RELU
                : WeightInit.XAVIER;
    }

    void train(Optimizer by, double at) {
        optimizer = by;
        rate = at;
    }

    void regress() {
        answer = Activation.IDENTITY;
        loss = LossFunction.MSE;
        metric = Metric.FIT;
    }
}
