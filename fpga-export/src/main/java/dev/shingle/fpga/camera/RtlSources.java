package dev.shingle.fpga.camera;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteSource;
import com.google.common.io.Resources;
import java.net.URL;
import java.util.Optional;

/** The reference accelerator's sources as they come with the program, by their names in a build: all under {@code rtl/}. */
final class RtlSources {

    private static final String FOLDER = "rtl/";

    /** The files to synthesise, in the order in which tools need them, one a line. */
    private static final String LIST = FOLDER + "design.f";

    private static final ImmutableList<String> BESIDE =
            ImmutableList.of(LIST, FOLDER + "README.md", FOLDER + "tb/camera_run.sv", FOLDER + "tb/shadow_monitor.sv");

    private RtlSources() {}

    /** Files of the design, its test bench, and its documentation. */
    static ImmutableMap<String, ByteSource> common() {
        ImmutableMap.Builder<String, ByteSource> files = ImmutableMap.builder();
        design().forEach(name -> files.put(name, contents(name)));
        BESIDE.forEach(name -> files.put(name, contents(name)));
        return files.buildOrThrow();
    }

    /** The top for a part's board and what belongs to it: pins, clocks. Empty if there is none. */
    static ImmutableMap<String, ByteSource> board(String part) {
        ImmutableMap.Builder<String, ByteSource> files = ImmutableMap.builder();
        for (String ending : ImmutableList.of(".sv", ".pcf")) {
            String name = boardFile(part, ending);
            resource(name).ifPresent(found -> files.put(name, Resources.asByteSource(found)));
        }
        return files.buildOrThrow();
    }

    static String boardFile(String part, String ending) {
        return FOLDER + "boards/" + part + ending;
    }

    static ImmutableList<String> design() {
        return Splitter.on('\n')
                .omitEmptyStrings()
                .splitToStream(Template.read(LIST))
                .map(name -> FOLDER + name)
                .collect(ImmutableList.toImmutableList());
    }

    private static ByteSource contents(String name) {
        return Resources.asByteSource(resource(name).orElseThrow(() -> new AssertionError(name + " is not there")));
    }

    private static Optional<URL> resource(String name) {
        return Optional.ofNullable(RtlSources.class.getResource(name));
    }
}
