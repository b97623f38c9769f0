// Takes a frame's pixels out of the queue, turns them into int8, packs them into scratchpad words (channel c of pixel p is
// byte p * PIXEL_STRIDE + c, other bytes are zero), one byte a cycle, and starts the network on each good frame. Runs on the core clock.
//
//   frame's words:   free --first pixel--> filling --good end--> full --start--> in use --layer NEXT_CAPTURE_LAYER--> free
//                      ^                      |
//                      '------- bad end ------'
//
// A frame whose first pixel comes while the words are not free is let pass and counts as dropped.
//
// While the network runs, a word is offered for two cycles. The engine writes at most every eighth cycle and then goes
// first, so one of the two gets through; a word written twice does no harm.
module frame_writer #(
    parameter int P = 8,
    parameter int FRAME_PIXELS = 1024,
    parameter int CHANNELS = 1,
    parameter int PIXEL_STRIDE = CHANNELS,  // bytes from pixel to pixel, in the words
    parameter int ADDRESS_BITS = 16,
    parameter int LAYER_BITS = 6,
    parameter int NEXT_CAPTURE_LAYER = -1,  // when this layer is done, the frame's words are free; -1: after the last one
    parameter bit PIXEL_TABLE = 0,          // each channel goes through a table; otherwise its sign bit is flipped
    parameter PIXEL_FILE = "pixels.mem"
) (
    input  logic                    clk,
    input  logic                    rst,
    input  logic                    arm,
    input  logic                    hold,
    input  logic                    clear_flags,
    // the queue
    input  logic                    queue_valid,
    input  logic [8*CHANNELS:0]     queue_data,
    output logic                    queue_read,
    // the scratchpad, unless somebody else needs the port
    input  logic                    blocked,
    output logic                    write,
    output logic [ADDRESS_BITS-1:0] write_offset,
    output logic [8*P-1:0]          write_data,
    // the network
    output logic                    start,
    input  logic                    busy,
    input  logic                    layer_done,
    input  logic [LAYER_BITS-1:0]   layer,
    output logic                    done,
    // what happened
    output logic                    frame_start,
    output logic                    overflow,
    output logic                    broken,
    output logic                    dropped,
    output logic [15:0]             frames
);

  localparam int LANE_BITS = $clog2(P);
  localparam int FRAME_BYTES = FRAME_PIXELS * PIXEL_STRIDE;
  localparam int WORDS = (FRAME_BYTES + P - 1) / P;
  localparam int LAST_LANE = (FRAME_BYTES - 1) % P;
  localparam int CHANNEL_BITS = $clog2(PIXEL_STRIDE + 1);
  localparam int TABLE_BITS = $clog2(256 * CHANNELS);

  // 1: out of the queue, byte by byte, through the tables. These follow the register, also when that waits.
  logic entry_valid, entry_is_end, is_last_byte, is_padding, waits;
  logic [8*CHANNELS-1:0] entry, entry_next;
  logic [CHANNEL_BITS-1:0] channel, channel_next;
  logic [7:0] converted;

  // The word that is being written, and whether the entry would be the next one.
  logic pending, offered, leaves, fills;

  assign write = pending && !blocked;
  assign leaves = write && (offered || !busy);
  assign waits = pending && !leaves && entry_valid && !entry_is_end && fills;
  assign is_last_byte = PIXEL_STRIDE == 1 || entry_is_end || channel == CHANNEL_BITS'(PIXEL_STRIDE - 1);
  assign is_padding = PIXEL_STRIDE > CHANNELS && channel >= CHANNEL_BITS'(CHANNELS);
  assign queue_read = !waits && (is_last_byte || !entry_valid);
  assign entry_next = waits ? entry : queue_read ? queue_data[8*CHANNELS-1:0] : entry >> 8;
  assign channel_next = waits ? channel : queue_read ? '0 : channel + CHANNEL_BITS'(1);

  always_ff @(posedge clk) begin
    if (rst) begin
      entry_valid <= 1'b0;
    end else if (queue_read) begin
      entry_valid <= queue_valid;
      entry_is_end <= queue_data[8*CHANNELS];
    end
    entry <= entry_next;
    channel <= channel_next;
  end

  generate
    if (PIXEL_TABLE) begin : g_table
      rom #(
          .WIDTH(8),
          .DEPTH(256 * CHANNELS),
          .FILE(PIXEL_FILE)
      ) i_pixels (
          .clk,
          .address(TABLE_BITS'({channel_next, entry_next[7:0]})),
          .data(converted)
      );
    end else begin : g_sign
      assign converted = entry[7:0] ^ 8'h80;
    end
  endgenerate

  // 2: whose frame it is
  typedef enum logic [1:0] {
    BETWEEN,  // the next pixel is a frame's first
    FILLING,
    PASSING
  } state_t;
  state_t state;

  logic in_use, full, is_pixel, is_end, is_good, is_free, begins, takes;
  logic was_busy, frees;
  logic complete;  // the frame's last pixel is here

  assign is_pixel = entry_valid && !entry_is_end && !waits;
  assign is_end = entry_valid && entry_is_end && !waits;
  assign is_free = !in_use && !full && !hold && !done;
  assign begins = is_pixel && state == BETWEEN && arm && is_free;
  assign takes = begins || (is_pixel && state == FILLING && !complete);
  assign is_good = is_end && state == FILLING && complete && entry[1:0] == 2'b00;

  assign done = was_busy && !busy;
  assign frees = done || (NEXT_CAPTURE_LAYER >= 0 && layer_done && 32'(layer) == NEXT_CAPTURE_LAYER);
  assign start = full && !pending && !busy && !hold && !done;
  assign frame_start = begins;

  always_ff @(posedge clk) begin
    was_busy <= busy && !rst;
    if (rst) begin
      state <= BETWEEN;
      in_use <= 1'b0;
      full <= 1'b0;
      frames <= '0;
      {overflow, broken, dropped} <= '0;
    end else begin
      if (is_end) state <= BETWEEN;
      else if (is_pixel && state == BETWEEN) state <= begins ? FILLING : PASSING;
      if (start) full <= 1'b0;
      else if (is_good) full <= 1'b1;
      if (start) in_use <= 1'b1;
      else if (frees) in_use <= 1'b0;
      if (start) frames <= frames + 16'd1;
      if (clear_flags) {overflow, broken, dropped} <= '0;
      // An end without a pixel is that of a frame which nobody has turned away yet.
      if (is_end && (state == FILLING || (state == BETWEEN && arm))) begin
        if (entry[1]) overflow <= 1'b1;
        if (entry[0]) broken <= 1'b1;
      end
      if (is_pixel && state == BETWEEN && arm && !is_free) dropped <= 1'b1;
    end
  end

  // 3: words
  logic [LANE_BITS-1:0] lane;
  logic [ADDRESS_BITS-1:0] offset;
  logic [8*P-1:0] word, word_now;

  assign fills = lane == LANE_BITS'(P - 1) || (offset == ADDRESS_BITS'(WORDS - 1) && lane == LANE_BITS'(LAST_LANE));

  always_comb begin
    word_now = lane == '0 ? '0 : word;
    word_now[8*lane+:8] = is_padding ? 8'd0 : converted;
  end

  always_ff @(posedge clk) begin
    if (rst) begin
      pending <= 1'b0;
      offered <= 1'b0;
      lane <= '0;
      offset <= '0;
      complete <= 1'b0;
    end else begin
      offered <= write && !leaves;
      if (leaves) pending <= 1'b0;
      if (is_end) begin
        lane <= '0;
        offset <= '0;
        complete <= 1'b0;
      end else if (takes) begin
        word <= word_now;
        lane <= fills ? '0 : lane + LANE_BITS'(1);
        if (fills) begin
          pending <= 1'b1;
          write_data <= word_now;
          write_offset <= offset;
          offset <= offset + ADDRESS_BITS'(1);
          complete <= offset == ADDRESS_BITS'(WORDS - 1);
        end
      end
    end
  end

endmodule
