package org.gradientdoctor.listeners;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class SmokeTest {
    @Test
    void smoke() {
        var list = new NeuralNetConfiguration.Builder().seed(1).updater(new Adam(1e-3)).l2(1e-3).activation(Activation.SIGMOID).list();
        for (int i = 0; i < 3; i++) list.layer(new DenseLayer.Builder().nIn(8).nOut(8).build());
        list.layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT).nIn(8).nOut(3).activation(Activation.SOFTMAX).build());
        MultiLayerNetwork net = new MultiLayerNetwork(list.build());
        net.init();
        var health = GradientHealthListener.builder().fullReadingEvery(2).build();
        System.out.println(health.diagnosis());
        net.addListeners(health);
        var x = Nd4j.rand(16, 8);
        var y = Nd4j.zeros(16, 3);
        for (int i = 0; i < 16; i++) y.putScalar(i, i % 3, 1);
        for (int i = 0; i < 5; i++) net.fit(new DataSet(x, y));
        var t = health.trace();
        System.out.println(t.profile());
        t.recent().forEach(System.out::println);
        t.full().get(1).layers().forEach(System.out::println);
        System.out.println(t.full().get(1).input() + " " + t.full().get(1).labels() + t.full().get(1).predictions());
        System.out.println(t.constantAnswer() + " " + t.unread() + t.cost() + t.environment());
        System.out.println(net.score() + " " + net.calcRegularizationScore(true));
        System.out.println(health.diagnosis());
    }
}
