package org.gradientdoctor.samples.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradientdoctor.core.html.HtmlReport;
import org.gradientdoctor.core.html.ReportPart;
import org.gradientdoctor.listeners.Preflight;
import org.gradientdoctor.samples.data.Moons;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class FrameTest {
    @Test
    void theFrameHoldsTheReportAsItIs() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(.1))
                .list()
                .layer(new DenseLayer.Builder()
                        .name("<b>&quot;hostile\"</b>")
                        .nIn(2)
                        .nOut(4)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(4)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        HtmlReport report = HtmlReport.of(Preflight.examine(network, Moons.draw(16, .1, 1)))
                .only(ReportPart.DEPTH, ReportPart.LAYERS);

        Element frame = Jsoup.parse(Frame.of(report)).expectFirst("iframe");

        assertThat(frame.attr("srcdoc")).isEqualTo(report.render());
        assertThat(frame.attr("title")).isNotBlank();
        assertThat(Jsoup.parse(frame.attr("srcdoc")).select("section")).hasSize(2);
    }
}
