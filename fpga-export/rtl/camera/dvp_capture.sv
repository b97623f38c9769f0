// Takes frames from a sensor with 8-bit parallel (DVP) timing, cuts a window out of them, averages blocks of its pixels,
// and queues the result for the other clock. All of it runs on the sensor's pixel clock.
//
//   out(r, c) = (sum of the SHRINK x SHRINK pixels of block (r, c) + SHRINK * SHRINK / 2) >> (2 * log2(SHRINK))
//
// Pixels are gray, or red, green and blue, each channel averaged for itself. RGB565 becomes 8 bits a channel by repeating
// the highest bits behind the lowest.
//
// What it queues: {0, pixel} row by row, channel 0 in the lowest byte, and {1, 0.., overflow, broken} once for each frame:
// last, or as soon as it is clear that the frame is no good; the rest of such a frame is skipped. So the other side is told of every
// frame exactly once, also if the queue is full: the end waits for room, and a frame that starts meanwhile is skipped and
// reported as overflown after it.
//
// A frame is broken if a line has more or less than SENSOR_COLUMNS pixels, if there are more or less than SENSOR_ROWS
// lines, or if frame_valid falls while line_valid stays.
module dvp_capture #(
    parameter int SENSOR_ROWS = 240,
    parameter int SENSOR_COLUMNS = 320,
    parameter int CROP_TOP = 0,             // in pixels of the sensor
    parameter int CROP_LEFT = 0,
    parameter int CROP_ROWS = 240,          // a multiple of SHRINK
    parameter int CROP_COLUMNS = 320,
    parameter int SHRINK = 1,               // 1, 2 or 4
    parameter int CHANNELS = 1,             // 1: gray; 3: red, green, blue
    parameter int BYTES_PER_PIXEL = 1,      // gray: 1, or 2 for YUV 4:2:2; colour: 2 for RGB565, 3 for RGB888
    parameter int LUMA_BYTE = 0,            // of YUV 4:2:2, this byte is the luma
    parameter bit BLUE_FIRST = 0,           // channel 0 of what is queued is blue, 2 is red
    parameter bit FRAME_ACTIVE_LOW = 0,
    parameter bit LINE_ACTIVE_LOW = 0
) (
    input  logic                pclk,
    input  logic                rst,
    input  logic                frame_valid,
    input  logic                line_valid,
    input  logic [7:0]          pixel,
    output logic                queue_write,
    output logic [8*CHANNELS:0] queue_data,
    input  logic                queue_full
);

  localparam int ROW_BITS = $clog2(SENSOR_ROWS + 1);
  localparam int COLUMN_BITS = $clog2(SENSOR_COLUMNS + 1);
  localparam int WHOLE_BYTE = CHANNELS == 1 ? LUMA_BYTE : BYTES_PER_PIXEL - 1;  // with it, all channels are there

  // 0: the pins, sampled
  logic in_frame, in_line, was_frame, was_line, line_pin;
  logic [7:0] value;

  assign in_line = in_frame && line_pin;

  always_ff @(posedge pclk) begin
    in_frame <= frame_valid != FRAME_ACTIVE_LOW;
    line_pin <= line_valid != LINE_ACTIVE_LOW;
    value <= pixel;
    was_frame <= in_frame;
    was_line <= in_line;
  end

  // 1: what the pixel is, and where
  logic [8*CHANNELS-1:0] whole;

  generate
    if (CHANNELS == 1) begin : g_gray
      assign whole = value;
    end else begin : g_colour
      localparam int PAST_BITS = 8 * BYTES_PER_PIXEL - 8;
      logic [PAST_BITS-1:0] past;  // the pixel's earlier bytes
      logic [7:0] red, green, blue;

      always_ff @(posedge pclk) past <= PAST_BITS'({past, value});

      if (BYTES_PER_PIXEL == 2) begin : g_565
        assign red = {past[7:3], past[7:5]};
        assign green = {past[2:0], value[7:5], past[2:1]};
        assign blue = {value[4:0], value[4:2]};
      end else begin : g_888
        assign {red, green, blue} = {past, value};
      end
      assign whole = BLUE_FIRST ? {red, green, blue} : {blue, green, red};
    end
  endgenerate

  logic [ROW_BITS-1:0] row, rows_now, crop_row;
  logic [COLUMN_BITS-1:0] column, crop_column;
  logic [1:0] phase;
  logic is_whole, ends_pixel, ends_line, ends_frame, breaks, is_wanted;

  assign ends_pixel = in_line && (BYTES_PER_PIXEL == 1 || phase == 2'(BYTES_PER_PIXEL - 1));
  assign is_whole = in_line && (BYTES_PER_PIXEL == 1 || phase == 2'(WHOLE_BYTE));
  assign ends_line = was_line && !in_line;
  assign ends_frame = was_frame && !in_frame;
  assign rows_now = row + ROW_BITS'(ends_line);

  // A window's row is less than CROP_ROWS, counted from CROP_TOP without a sign: rows above wrap to large numbers.
  assign crop_row = row - ROW_BITS'(CROP_TOP);
  assign crop_column = column - COLUMN_BITS'(CROP_LEFT);
  assign is_wanted = is_whole && crop_row < ROW_BITS'(CROP_ROWS) && crop_column < COLUMN_BITS'(CROP_COLUMNS);

  assign breaks = (in_line && (row == ROW_BITS'(SENSOR_ROWS) || column == COLUMN_BITS'(SENSOR_COLUMNS)))
      || (ends_line && column != COLUMN_BITS'(SENSOR_COLUMNS))
      || (ends_frame && (rows_now != ROW_BITS'(SENSOR_ROWS) || (was_line && line_pin)));

  always_ff @(posedge pclk) begin
    phase <= in_line && !ends_pixel ? phase + 2'd1 : 2'd0;
    if (!in_line) column <= '0;
    else if (ends_pixel) column <= column + COLUMN_BITS'(1);
    row <= in_frame ? rows_now : '0;
  end

  // 2: averages
  logic [CHANNELS-1:0] averages_valid;  // all at once
  logic average_valid;
  logic [8*CHANNELS-1:0] average;

  assign average_valid = &averages_valid;

  genvar channel;
  generate
    for (channel = 0; channel < CHANNELS; channel = channel + 1) begin : g_averages
      block_average #(
          .ROW_BITS(ROW_BITS),
          .COLUMN_BITS(COLUMN_BITS),
          .COLUMNS(CROP_COLUMNS),
          .SHRINK(SHRINK)
      ) i_average (
          .pclk,
          .pixel_valid(is_wanted),
          .pixel(whole[8*channel+:8]),
          .row(crop_row),
          .column(crop_column),
          .average_valid(averages_valid[channel]),
          .average(average[8*channel+:8])
      );
    end
  endgenerate

  logic broke, ended, outside, rose;

  always_ff @(posedge pclk) begin
    broke <= breaks;
    ended <= ends_frame;
    outside <= !in_frame;
    rose <= in_frame && !was_frame;
  end

  // 3: into the queue. A frame is taken from its start, or not at all.
  logic taking, finishing, missed, overflown, broken;

  assign queue_write = finishing || (taking && average_valid);
  assign queue_data = finishing ? {1'b1, (8 * CHANNELS)'({overflown, broken})} : {1'b0, average};

  always_ff @(posedge pclk) begin
    if (rst) begin
      taking <= 1'b0;
      finishing <= 1'b0;
      missed <= 1'b0;
    end else if (taking) begin
      if (broke || ended || (queue_write && queue_full)) begin
        taking <= 1'b0;
        finishing <= 1'b1;
        overflown <= queue_write && queue_full;
        broken <= broke;
      end
    end else if (finishing) begin
      missed <= queue_full && (missed || rose);
      if (!queue_full) begin
        finishing <= missed || rose;
        overflown <= 1'b1;
        broken <= 1'b0;
      end
    end else if (rose) begin
      finishing <= 1'b1;
      overflown <= 1'b1;
      broken <= 1'b0;
    end else begin
      taking <= outside;
    end
  end

endmodule
