package dev.shingle.fpga.camera;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteSource;
import dev.shingle.fpga.blocks.Part;
import java.util.Map;
import java.util.Optional;

/** How a build for a part is simulated, synthesised, placed and routed: its Makefile and its board. */
final class Flow {

    /** Debian has no other place-and-route, and no other part a board of ours. */
    private static final String ROUTABLE = "up5k";

    private static final String MEGAHERTZ = "24";

    private final String part;
    private final Synthesis synthesis;
    private final ImmutableMap<String, ByteSource> board;

    private Flow(String part, Synthesis synthesis, ImmutableMap<String, ByteSource> board) {
        this.part = part;
        this.synthesis = synthesis;
        this.board = board;
    }

    static Flow of(Optional<Part> part) {
        String name = part.map(Part::name).orElse("generic");
        return new Flow(name, Synthesis.of(part), RtlSources.board(name));
    }

    ImmutableMap<String, ByteSource> boardFiles() {
        return board;
    }

    String bitstreamHelp() {
        return isRoutable()
                ? "place, route and pack (nextpnr-ice40, icepack), and the clock that it reaches"
                : "not from here: " + whyNot();
    }

    String makefile(BuildParameters parameters, String picture, boolean hasPixelTable) {
        return Template.fill(
                "Makefile",
                ImmutableMap.<String, String>builder()
                        .put("NETWORK", Template.comment(parameters.network()))
                        .put("PICTURE", picture)
                        .put("PCLK_HALF", Long.toString(parameters.pixelClockHalf()))
                        .put("PART", part)
                        .put("BITSTREAM_HELP", bitstreamHelp())
                        .put("PIXEL_FILE", hasPixelTable ? PixelTable.FILE : "")
                        .put("TOP", hasBoard() ? part : "build_top")
                        .put("BOARD_SOURCE", hasBoard() ? RtlSources.boardFile(part, ".sv") : "")
                        .put("BLOCK_CELLS", synthesis.blockCells().replace("$", "$$"))
                        .put("SYNTH", synthesis.command())
                        .put("SYNTH_END", synthesis.ending().isEmpty() ? "" : synthesis.ending() + ";")
                        .put("BITSTREAM", bitstream())
                        .buildOrThrow());
    }

    private String bitstream() {
        return isRoutable()
                ? Template.fill(
                        "bitstream-ice40.mk",
                        Map.of(
                                "DEVICE",
                                part,
                                "PACKAGE",
                                "sg48",
                                "MEGAHERTZ",
                                MEGAHERTZ,
                                "PINS",
                                RtlSources.boardFile(part, ".pcf")))
                : Template.fill("bitstream-none.mk", Map.of("PART", part, "REASON", whyNot()));
    }

    private boolean isRoutable() {
        return part.equals(ROUTABLE) && hasBoard() && board.containsKey(RtlSources.boardFile(part, ".pcf"));
    }

    private boolean hasBoard() {
        return board.containsKey(RtlSources.boardFile(part, ".sv"));
    }

    private String whyNot() {
        return "only the up5k has a board top here; give the sources and the .mem files to the tools of your part";
    }
}
