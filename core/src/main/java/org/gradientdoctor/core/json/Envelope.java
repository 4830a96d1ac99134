package org.gradientdoctor.core.json;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonAppend;

/** What stands before the components of a value: mixed into its type, so that the type need not know. */
@JsonAppend(
        attrs = {@JsonAppend.Attr(Envelope.FORMAT), @JsonAppend.Attr(Envelope.VERSION)},
        prepend = true)
@JsonIgnoreProperties(
        value = {Envelope.FORMAT, Envelope.VERSION},
        allowGetters = true)
interface Envelope {
    String FORMAT = "format";
    String VERSION = "version";
}
