package dev.shingle.fpga.bundle;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** An object of the manifest that others than {@link Bundle} know about. */
public interface ManifestSection {

    /** Its key. */
    String name();

    /** Writes its fields; the object is open. */
    void write(JsonGenerator json) throws IOException;
}
