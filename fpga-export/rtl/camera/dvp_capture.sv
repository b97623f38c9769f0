// Takes frames from a sensor with 8-bit parallel (DVP) timing, cuts a window out of them, averages blocks of its pixels,
// and queues the result for the other clock. All of it runs on the sensor's pixel clock.
//
//   out(r, c) = (sum of the SHRINK x SHRINK pixels of block (r, c) + SHRINK * SHRINK / 2) >> (2 * log2(SHRINK))
//
// What it queues (9 bits): {0, pixel} row by row, and {1, 6'b0, overflow, broken} once for each frame: last, or as soon
// as it is clear that the frame is no good; the rest of such a frame is skipped. So the other side is told of every
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
    parameter int BYTES_PER_PIXEL = 1,      // 1, or 2 for YUV 4:2:2,
    parameter int LUMA_BYTE = 0,            // of which this one is the luma
    parameter bit FRAME_ACTIVE_LOW = 0,
    parameter bit LINE_ACTIVE_LOW = 0
) (
    input  logic       pclk,
    input  logic       rst,
    input  logic       frame_valid,
    input  logic       line_valid,
    input  logic [7:0] pixel,
    output logic       queue_write,
    output logic [8:0] queue_data,
    input  logic       queue_full
);

  localparam int ROW_BITS = $clog2(SENSOR_ROWS + 1);
  localparam int COLUMN_BITS = $clog2(SENSOR_COLUMNS + 1);

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

  // 1: where the pixel is
  logic [ROW_BITS-1:0] row, rows_now, crop_row;
  logic [COLUMN_BITS-1:0] column, crop_column;
  logic phase, is_luma, ends_pixel, ends_line, ends_frame, breaks, is_wanted;

  assign ends_pixel = in_line && (BYTES_PER_PIXEL == 1 || phase);
  assign is_luma = in_line && (BYTES_PER_PIXEL == 1 || phase == (LUMA_BYTE == 1));
  assign ends_line = was_line && !in_line;
  assign ends_frame = was_frame && !in_frame;
  assign rows_now = row + ROW_BITS'(ends_line);

  // A window's row is less than CROP_ROWS, counted from CROP_TOP without a sign: rows above wrap to large numbers.
  assign crop_row = row - ROW_BITS'(CROP_TOP);
  assign crop_column = column - COLUMN_BITS'(CROP_LEFT);
  assign is_wanted = is_luma && crop_row < ROW_BITS'(CROP_ROWS) && crop_column < COLUMN_BITS'(CROP_COLUMNS);

  assign breaks = (in_line && (row == ROW_BITS'(SENSOR_ROWS) || column == COLUMN_BITS'(SENSOR_COLUMNS)))
      || (ends_line && column != COLUMN_BITS'(SENSOR_COLUMNS))
      || (ends_frame && (rows_now != ROW_BITS'(SENSOR_ROWS) || (was_line && line_pin)));

  always_ff @(posedge pclk) begin
    phase <= in_line && !phase;
    if (!in_line) column <= '0;
    else if (ends_pixel) column <= column + COLUMN_BITS'(1);
    row <= in_frame ? rows_now : '0;
  end

  // 2: averages
  logic average_valid;
  logic [7:0] average;

  block_average #(
      .ROW_BITS(ROW_BITS),
      .COLUMN_BITS(COLUMN_BITS),
      .COLUMNS(CROP_COLUMNS),
      .SHRINK(SHRINK)
  ) i_average (
      .pclk,
      .pixel_valid(is_wanted),
      .pixel(value),
      .row(crop_row),
      .column(crop_column),
      .average_valid,
      .average
  );

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
  assign queue_data = finishing ? {1'b1, 6'd0, overflown, broken} : {1'b0, average};

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
