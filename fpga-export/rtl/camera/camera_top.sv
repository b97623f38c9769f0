// A camera, the engine, and a host that reads results:
//
//   sensor --> dvp_capture --> async_fifo --> frame_writer --> accel_top --> host
//              (pclk)                         (clk)            (clk)
//
// Each frame that comes while `arm` is high and `hold` is low, and finds its words free, is written to FRAME_BASE; the
// network starts at its end. `done` pulses when the results are there. They stay until the next start; to read them,
// raise `hold` no later than in the cycle after `done`.
module camera_top #(
    parameter int P = 8,
    parameter int SCRATCH_WORDS = 16384,
    parameter int WEIGHT_WORDS = 4096,
    parameter int PARAM_WORDS = 4096,
    parameter int LAYERS = 64,
    parameter int COORD_BITS = 12,
    parameter bit CIRCULAR = 0,
    parameter bit SINGLE_PORT = 0,
    parameter bit SINGLE_ROUNDING = 0,
    parameter DESCRIPTOR_FILE = "descriptors.mem",
    parameter WEIGHT_FILE = "weights.mem",
    parameter BIAS_FILE = "bias.mem",
    parameter REQUANT_FILE = "requant.mem",
    parameter int SENSOR_ROWS = 240,
    parameter int SENSOR_COLUMNS = 320,
    parameter int CROP_TOP = 0,             // in pixels of the sensor
    parameter int CROP_LEFT = 0,
    parameter int SHRINK = 1,               // 1, 2, 4: sensor pixels to a pixel of the frame, each way
    parameter int FRAME_ROWS = 240,         // after shrinking
    parameter int FRAME_COLUMNS = 320,
    parameter int FRAME_BASE = 0,           // the frame's first word
    parameter int CHANNELS = 1,             // 1: gray; 3: red, green, blue
    parameter int PIXEL_STRIDE = CHANNELS,  // bytes from pixel to pixel of the frame
    parameter int BYTES_PER_PIXEL = 1,      // gray: 1, or 2 for YUV 4:2:2; colour: 2 for RGB565, 3 for RGB888
    parameter int LUMA_BYTE = 0,            // of YUV 4:2:2, this byte is the luma
    parameter bit BLUE_FIRST = 0,           // channel 0 of the frame is blue, 2 is red
    parameter bit PIXEL_TABLE = 0,          // int8 = PIXEL_FILE[256 * channel + value]; otherwise int8 = value - 128
    parameter PIXEL_FILE = "pixels.mem",
    parameter int FIFO_DEPTH = 16,
    parameter int NEXT_CAPTURE_LAYER = -1,  // after it the next frame may come in; -1: after the last (always, with SINGLE_PORT)
    parameter bit FRAME_ACTIVE_LOW = 0,
    parameter bit LINE_ACTIVE_LOW = 0,
    parameter int FRAME_TAG = 1,            // for the monitor
    parameter int ADDRESS_BITS = SCRATCH_WORDS < 2 ? 1 : $clog2(SCRATCH_WORDS),
    parameter int LAYER_BITS = LAYERS < 2 ? 1 : $clog2(LAYERS)
) (
    input  logic                    clk,
    input  logic                    rst,
    input  logic                    pclk,
    input  logic                    pclk_rst,
    input  logic                    frame_valid,
    input  logic                    line_valid,
    input  logic [7:0]              pixel,
    input  logic                    arm,
    input  logic                    hold,
    output logic                    busy,
    output logic                    frame_start,  // the frame that comes in now is taken
    output logic                    done,
    output logic                    overflow,     // sticky until clear_flags: the queue overflowed,
    output logic                    broken,       // the sensor's timing was wrong,
    output logic                    dropped,      // a frame came while its words were not free
    input  logic                    clear_flags,
    output logic [15:0]             frames,       // that started the network, modulo 2^16
    input  logic [ADDRESS_BITS:0]   modulus,
    input  logic                    host_read,    // while busy is low
    input  logic [ADDRESS_BITS-1:0] host_base,
    input  logic [ADDRESS_BITS-1:0] host_offset,
    output logic [8*P-1:0]          host_read_data,
`ifdef CHECK
    input  logic [9:0]              host_tag,
`endif
    output logic                    layer_done,
    output logic [LAYER_BITS-1:0]   layer,
    output logic [31:0]             layer_cycles
);

  logic queue_write, queue_full, queue_valid, queue_read, queue_overflow;
  logic [8*CHANNELS:0] queue_in, queue_out;
  logic start, write;
  logic [ADDRESS_BITS-1:0] write_offset;
  logic [8*P-1:0] write_data;

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
      .pclk,
      .rst(pclk_rst),
      .frame_valid,
      .line_valid,
      .pixel,
      .queue_write,
      .queue_data(queue_in),
      .queue_full
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
      .LAYER_BITS(LAYER_BITS),
      .NEXT_CAPTURE_LAYER(SINGLE_PORT ? -1 : NEXT_CAPTURE_LAYER),
      .PIXEL_TABLE(PIXEL_TABLE),
      .PIXEL_FILE(PIXEL_FILE)
  ) i_writer (
      .clk,
      .rst,
      .arm,
      .hold,
      .clear_flags,
      .queue_valid,
      .queue_data(queue_out),
      .queue_read,
      .blocked(host_read && !busy),
      .write,
      .write_offset,
      .write_data,
      .start,
      .busy,
      .layer_done,
      .layer,
      .done,
      .frame_start,
      .overflow,
      .broken,
      .dropped,
      .frames
  );

  accel_top #(
      .P(P),
      .SCRATCH_WORDS(SCRATCH_WORDS),
      .WEIGHT_WORDS(WEIGHT_WORDS),
      .PARAM_WORDS(PARAM_WORDS),
      .LAYERS(LAYERS),
      .COORD_BITS(COORD_BITS),
      .CIRCULAR(CIRCULAR),
      .SINGLE_PORT(SINGLE_PORT),
      .SINGLE_ROUNDING(SINGLE_ROUNDING),
      .DESCRIPTOR_FILE(DESCRIPTOR_FILE),
      .WEIGHT_FILE(WEIGHT_FILE),
      .BIAS_FILE(BIAS_FILE),
      .REQUANT_FILE(REQUANT_FILE),
      .ADDRESS_BITS(ADDRESS_BITS),
      .LAYER_BITS(LAYER_BITS)
  ) i_accel_top (
      .clk,
      .rst,
      .start,
      .busy,
      .modulus,
      .host_write(write),
      .host_read(host_read && !busy),
      .host_base(write ? ADDRESS_BITS'(FRAME_BASE) : host_base),
      .host_offset(write ? write_offset : host_offset),
      .host_write_data(write_data),
      .host_read_data,
`ifdef CHECK
      .host_tag(write ? 10'(FRAME_TAG) : host_tag),
`endif
      .layer_done,
      .layer,
      .layer_cycles
  );

  logic unused;
  assign unused = &{1'b0, queue_overflow, 10'(FRAME_TAG)};  // dvp_capture sees the overflow as full

endmodule
