// A front end without an engine: what would be the network is a counter, and the scratchpad's port has other users.
//
//   front_ID.txt   w OFFSET WORD | start | begin | done | lost | check OVERFLOW BROKEN DROPPED FRAMES | end
module front_lane #(
    parameter int ID = 0,
    parameter int P = 4,
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
    parameter int CHANNELS = 1,
    parameter int PIXEL_STRIDE = CHANNELS,
    parameter int BYTES_PER_PIXEL = 1,
    parameter int LUMA_BYTE = 0,
    parameter bit BLUE_FIRST = 0,
    parameter bit PIXEL_TABLE = 0,
    parameter PIXEL_FILE = "pixels.mem",
    parameter int FIFO_DEPTH = 16,
    parameter int NEXT_CAPTURE_LAYER = -1,
    parameter bit FRAME_ACTIVE_LOW = 0,
    parameter bit LINE_ACTIVE_LOW = 0,
    parameter int NET_LAYERS = 4,
    parameter int LAYER_CYCLES = 100
) (
    output logic finished
);

  localparam int ADDRESS_BITS = 12;

  logic clk, rst, pclk, pclk_rst;
  logic frame_valid, line_valid, arm, hold, clear_flags, check, played;
  logic [7:0] pixel;
  logic queue_write, queue_full, queue_valid, queue_read, queue_overflow;
  logic [8*CHANNELS:0] queue_in, queue_out;
  logic blocked, write, start, busy, layer_done, done, frame_start, overflow, broken, dropped;
  logic [ADDRESS_BITS-1:0] write_offset;
  logic [8*P-1:0] write_data;
  logic [2:0] layer;
  logic [15:0] frames;

  bench_clock #(.HALF(CORE_HALF)) i_clock (.go(1'b1), .clk(clk), .rst(rst));
  bench_clock #(.HALF(PIXEL_HALF), .PHASE(PHASE)) i_pixel_clock (.go(1'b1), .clk(pclk), .rst(pclk_rst));

  sensor_player #(
      .ID(ID)
  ) i_player (
      .under_way(busy || start || queue_valid || i_writer.full || i_writer.entry_valid || i_writer.pending),
      .layer(32'(layer)),
      .finished(played),
      .*
  );

  dvp_capture #(
      .SENSOR_ROWS(SENSOR_ROWS),
      .SENSOR_COLUMNS(SENSOR_COLUMNS),
      .CROP_TOP(CROP_TOP),
      .CROP_LEFT(CROP_LEFT),
      .CROP_ROWS(FRAME_ROWS * SHRINK),
      .CROP_COLUMNS(FRAME_COLUMNS * SHRINK),
      .SHRINK(SHRINK),
      .CHANNELS(CHANNELS),
      .BYTES_PER_PIXEL(BYTES_PER_PIXEL),
      .LUMA_BYTE(LUMA_BYTE),
      .BLUE_FIRST(BLUE_FIRST),
      .FRAME_ACTIVE_LOW(FRAME_ACTIVE_LOW),
      .LINE_ACTIVE_LOW(LINE_ACTIVE_LOW)
  ) i_capture (
      .rst(pclk_rst),
      .frame_valid(frame_valid != FRAME_ACTIVE_LOW),
      .line_valid(line_valid != LINE_ACTIVE_LOW),
      .queue_data(queue_in),
      .*
  );

  async_fifo #(
      .WIDTH(8 * CHANNELS + 1),
      .DEPTH(FIFO_DEPTH)
  ) i_queue (
      .write_clk(pclk),
      .write_rst(pclk_rst),
      .write(queue_write),
      .write_data(queue_in),
      .full(queue_full),
      .overflow(queue_overflow),
      .read_clk(clk),
      .read_rst(rst),
      .read(queue_read),
      .read_data(queue_out),
      .valid(queue_valid)
  );

  frame_writer #(
      .P(P),
      .FRAME_PIXELS(FRAME_ROWS * FRAME_COLUMNS),
      .CHANNELS(CHANNELS),
      .PIXEL_STRIDE(PIXEL_STRIDE),
      .ADDRESS_BITS(ADDRESS_BITS),
      .LAYER_BITS(3),
      .NEXT_CAPTURE_LAYER(NEXT_CAPTURE_LAYER),
      .PIXEL_TABLE(PIXEL_TABLE),
      .PIXEL_FILE(PIXEL_FILE)
  ) i_writer (
      .queue_data(queue_out),
      .*
  );

  // The network: layers of LAYER_CYCLES cycles. It writes every eighth cycle, and later.
  integer left, since_write;
  logic net_writes, host_reads;
  assign blocked = host_reads && !busy;
  assign layer_done = busy && left == 0;
  assign net_writes = busy && since_write >= 8;

  always @(posedge clk) begin
    if (rst) begin
      busy <= 0;
      since_write <= 0;
    end else if (start) begin
      busy <= 1;
      layer <= 0;
      left <= LAYER_CYCLES - 1;
    end else if (busy) begin
      left <= layer_done ? LAYER_CYCLES - 1 : left - 1;
      layer <= layer + 3'(layer_done);
      if (layer_done && 32'(layer) == NET_LAYERS - 1) busy <= 0;
      since_write <= net_writes ? ($urandom % 4 == 0 ? 0 : 1) : since_write + 1;
    end
    host_reads <= hold && $urandom % 8 != 0;
  end

  integer log;
  initial begin
    finished = 0;
    log = $fopen($sformatf("front_%0d.txt", ID), "w");
    wait (played);
    repeat (20) @(negedge clk);
    $fwrite(log, "end\n");
    $fclose(log);
    finished = 1;
  end

  // In the middle of a cycle everything has its value.
  always @(negedge clk)
    if (!rst && !finished) begin
      if (write && !net_writes) $fwrite(log, "w %0d %h\n", write_offset, write_data);
      if (write && blocked) $fwrite(log, "collision\n");
      if (start && (busy || hold || done)) $fwrite(log, "early start\n");
      if (frame_start && (hold || done)) $fwrite(log, "early capture\n");
      if (start) $fwrite(log, "start\n");
      if (frame_start) $fwrite(log, "begin\n");
      if (done) $fwrite(log, "done\n");
      if (check) $fwrite(log, "check %0d %0d %0d %0d\n", overflow, broken, dropped, frames);
    end

  always @(negedge pclk) if (queue_overflow && !queue_in[8*CHANNELS] && !pclk_rst && !finished) $fwrite(log, "lost\n");

endmodule
