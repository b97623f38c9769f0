// A camera with a program, and a host that reads the results whenever they are there.
//
//   host.txt     BASE WORDS TAG for each output
//   camera.txt   begin | start | done | check OVERFLOW BROKEN DROPPED FRAMES | end
//   output.mem   the words of all outputs, after each run
//
// Several lanes may be in one build; the one that plays is chosen by +lane=ID.
module camera_lane #(
    parameter int ID = 0,
    parameter int P = 4,
    parameter bit CIRCULAR = 0,
    parameter bit SINGLE_PORT = 0,
    parameter int CORE_HALF = 500,
    parameter int PIXEL_HALF = 500,
    parameter int PHASE = 0,
    parameter int SENSOR_ROWS = 8,
    parameter int SENSOR_COLUMNS = 8,
    parameter int CROP_TOP = 0,
    parameter int CROP_LEFT = 0,
    parameter int SHRINK = 1,
    parameter int FRAME_ROWS = 8,
    parameter int FRAME_COLUMNS = 8,
    parameter int FRAME_BASE = 0,
    parameter int CHANNELS = 1,
    parameter int PIXEL_STRIDE = CHANNELS,
    parameter int BYTES_PER_PIXEL = 1,
    parameter int LUMA_BYTE = 0,
    parameter bit BLUE_FIRST = 0,
    parameter int NEXT_CAPTURE_LAYER = -1,
    parameter int FRAME_TAG = 1,
    parameter int MODULUS = 1024,
    parameter DESCRIPTOR_FILE = "descriptors.mem",
    parameter WEIGHT_FILE = "weights.mem",
    parameter BIAS_FILE = "bias.mem",
    parameter REQUANT_FILE = "requant.mem"
) (
    output logic finished
);

  localparam int SCRATCH_WORDS = 8192;
  localparam int LAYERS = 64;
  localparam int ADDRESS_BITS = SCRATCH_WORDS < 2 ? 1 : $clog2(SCRATCH_WORDS);
  localparam int LAYER_BITS = LAYERS < 2 ? 1 : $clog2(LAYERS);

  logic clk, rst, pclk, pclk_rst;
  logic frame_valid, line_valid, arm, hold, clear_flags, check, played, switch_hold, host_hold;
  logic [7:0] pixel;
  logic runs;
  logic busy, frame_start, done, overflow, broken, dropped, host_read, layer_done;
  logic [15:0] frames;
  logic [ADDRESS_BITS:0] modulus;
  logic [ADDRESS_BITS-1:0] host_base, host_offset;
  logic [8*P-1:0] host_read_data;
  logic [LAYER_BITS-1:0] layer;
  logic [31:0] layer_cycles;
  logic [9:0] host_tag;

  assign hold = switch_hold || host_hold;
  assign modulus = (ADDRESS_BITS + 1)'(MODULUS);

  bench_clock #(.HALF(CORE_HALF)) i_clock (.go(runs), .clk(clk), .rst(rst));
  bench_clock #(.HALF(PIXEL_HALF), .PHASE(PHASE)) i_pixel_clock (.go(runs), .clk(pclk), .rst(pclk_rst));

  sensor_player #(
      .ID(ID),
      .PATIENCE(400000)
  ) i_player (
      .under_way(busy || host_hold || i_camera.start || i_camera.queue_valid || i_camera.i_writer.full
          || i_camera.i_writer.entry_valid || i_camera.i_writer.pending || done),
      .layer(32'(layer)),
      .hold(switch_hold),
      .finished(played),
      .*
  );

  camera_top #(
      .P(P),
      .SCRATCH_WORDS(SCRATCH_WORDS),
      .WEIGHT_WORDS(32768),
      .PARAM_WORDS(4096),
      .LAYERS(LAYERS),
      .CIRCULAR(CIRCULAR),
      .SINGLE_PORT(SINGLE_PORT),
      .DESCRIPTOR_FILE(DESCRIPTOR_FILE),
      .WEIGHT_FILE(WEIGHT_FILE),
      .BIAS_FILE(BIAS_FILE),
      .REQUANT_FILE(REQUANT_FILE),
      .SENSOR_ROWS(SENSOR_ROWS),
      .SENSOR_COLUMNS(SENSOR_COLUMNS),
      .CROP_TOP(CROP_TOP),
      .CROP_LEFT(CROP_LEFT),
      .SHRINK(SHRINK),
      .FRAME_ROWS(FRAME_ROWS),
      .FRAME_COLUMNS(FRAME_COLUMNS),
      .FRAME_BASE(FRAME_BASE),
      .CHANNELS(CHANNELS),
      .PIXEL_STRIDE(PIXEL_STRIDE),
      .BYTES_PER_PIXEL(BYTES_PER_PIXEL),
      .LUMA_BYTE(LUMA_BYTE),
      .BLUE_FIRST(BLUE_FIRST),
      .NEXT_CAPTURE_LAYER(NEXT_CAPTURE_LAYER),
      .FRAME_TAG(FRAME_TAG)
  ) i_camera (
      .*
  );

  integer lane, log, outputs, list, base, words, tag, got, i;

  // In the middle of a cycle everything has its value.
  always @(negedge clk)
    if (!rst && played === 1'b0) begin
      if (frame_start) $fwrite(log, "begin\n");
      if (i_camera.start) $fwrite(log, "start\n");
      if (done) $fwrite(log, "done\n");
      if (frame_start || done || check) $fflush(log);
      if (check) $fwrite(log, "check %0d %0d %0d %0d\n", overflow, broken, dropped, frames);
    end

  initial begin
    finished = 0;
    runs = 0;
    host_read = 0;
    if (!$value$plusargs("lane=%d", lane)) lane = 0;
    if (lane == ID) begin
      runs = 1;
      log = $fopen("camera.txt", "w");
      outputs = $fopen("output.mem", "w");
      wait (played);
      $fwrite(log, "end\n");
      $fclose(log);
      $fclose(outputs);
      finished = 1;
    end
  end

  // The host: holds from the cycle after done until it has read everything.
  logic reads;
  always @(posedge clk) host_hold <= reads;

  initial begin
    reads = 0;
    @(negedge rst);
    while (1) begin
      @(negedge clk);
      if (done) begin
        reads = 1;
        @(negedge clk);
        list = $fopen("host.txt", "r");
        got = $fscanf(list, "%d %d %d", base, words, tag);
        while (got == 3) begin
          host_base = ADDRESS_BITS'(base);
          host_tag = 10'(tag);
          for (i = 0; i < words; i = i + 1) begin
            host_offset = ADDRESS_BITS'(i);
            host_read = 1;
            @(negedge clk);
            host_read = 0;
            $fwrite(outputs, "%h\n", host_read_data);
          end
          got = $fscanf(list, "%d %d %d", base, words, tag);
        end
        $fclose(list);
        reads = 0;
      end
    end
  end

endmodule
