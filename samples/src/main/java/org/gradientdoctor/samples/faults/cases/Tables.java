package org.gradientdoctor.samples.faults.cases;

import java.util.Locale;
import org.gradientdoctor.samples.data.UciData;
import org.gradientdoctor.samples.demo.IrisFlowers;
import org.nd4j.linalg.dataset.DataSet;

/** Real data of rows and columns, by name. */
final class Tables {
    private Tables() {}

    static DataSet load(String name) {
        return name.equals("iris")
                ? IrisFlowers.all().data()
                : UciData.valueOf(name.toUpperCase(Locale.ROOT).replace(' ', '_'))
                        .load();
    }
}
