// Walks through layers, units of work and taps:
//
//   layer > row > column > output group > kernel row > kernel column > input group        (rows to groups: also descending)
//
// A unit reads its window and ends with the write of one word. All addresses are sums: whatever a product would be needed
// for is a field of the descriptor. Offsets of inputs count bytes (so that dense frames need nothing special), those of
// outputs and second operands words; all count from the tensor's base, modulo the register, for taps in the padding are
// never read.
//
// The last taps of successive units are at least SLOTS cycles apart (three times as many for additions), because the drain
// takes as long. Nothing else stalls, but the writes of a single-port scratchpad. A layer starts when the last word of the
// one before is written.
module sequencer #(
    parameter int P = 8,
    parameter int SLOTS = P < 8 ? 8 : P,
    parameter int ADDRESS_BITS = 16,
    parameter int WEIGHT_BITS = 16,   // of a row's address: P weights
    parameter int PARAM_BITS = 12,
    parameter int LAYER_BITS = 6,
    parameter int COORD_BITS = 12,
    parameter bit CIRCULAR = 0,
    parameter int LANE_BITS = $clog2(P)
) (
    input  logic                             clk,
    input  logic                             rst,
    input  logic                             start,
    output logic                             busy,
    input  logic [ADDRESS_BITS:0]            modulus,
    output logic [LAYER_BITS+4:0]            descriptor_address,
    input  logic [31:0]                      descriptor_data,
    // one tap a cycle
    output logic                             tap,
    output logic                             tap_inside,
    output logic                             tap_first,
    output logic                             tap_last,
    output logic [ADDRESS_BITS-1:0]          tap_address,
    output logic [LANE_BITS-1:0]             tap_lane,
    output logic [WEIGHT_BITS-1:0]           tap_weight,
    output logic [9:0]                       tap_tag,
    // with the last tap of a unit
    output logic [ADDRESS_BITS-1:0]          unit_address,
    output logic [PARAM_BITS-1:0]            unit_param,
    output logic [9:0]                       unit_tag,
    input  logic                             written,
    input  logic                             stall,  // no tap in this cycle
    // the same for the whole layer
    output logic [1:0]                       kind,
    output logic                             rows,
    output logic                             broadcast,
    output logic                             away,
    output logic [7:0]                       pad,
    output logic signed [7:0]                zero,
    output logic signed [7:0]                low,
    output logic signed [7:0]                high,
    // measurements
    output logic                             layer_done,
    output logic [LAYER_BITS-1:0]            layer,
    output logic [31:0]                      layer_cycles
);

  localparam int OFFSET_BITS = ADDRESS_BITS + LANE_BITS;
  localparam int SIGNED_BITS = COORD_BITS + 1;
  localparam int HOLD_BITS = $clog2(3 * SLOTS);

  typedef enum logic [2:0] {
    IDLE,
    FETCH,
    SETUP,
    RUN,
    FINISH
  } state_t;
  state_t state;

  // The descriptor. One field arrives in each cycle of FETCH, behind its address by one.
  logic is_final;
  logic [ADDRESS_BITS-1:0] in_base, out_base, in2_base;
  logic [9:0] in_tag, in2_tag, out_tag;
  logic [COORD_BITS:0] out_rows, out_columns, groups, in_groups;  // minus two each
  logic [8:0] kernel_rows, kernel_columns, repeat_rows, repeat_columns;  // minus two each
  logic signed [SIGNED_BITS-1:0] row_0, column_0, row_stride, column_stride, row_dilation, column_dilation;
  logic [COORD_BITS-1:0] in_rows, in_columns;
  logic [OFFSET_BITS-1:0] in_start, tap_group, tap_column, tap_row, unit_group, unit_column, unit_row;
  logic [ADDRESS_BITS-1:0] out_start, out_group, out_pixel, in2_start, in2_group, in2_pixel;
  logic [WEIGHT_BITS-1:0] weight_start, weight_group;
  logic [PARAM_BITS-1:0] param_start, param_group;

  logic [4:0] field, arriving;
  logic arrives;

  assign descriptor_address = {layer, field};

  logic [COORD_BITS:0] less_one_high, less_one_low;
  assign less_one_high = (COORD_BITS + 1)'(descriptor_data[31:16]) - (COORD_BITS + 1)'(1);
  assign less_one_low = (COORD_BITS + 1)'(descriptor_data[15:0]) - (COORD_BITS + 1)'(1);

  always_ff @(posedge clk) begin
    arriving <= field;
    arrives <= state == FETCH;
    if (arrives) begin
      case (arriving)
        accel_pkg::F_CONTROL: {away, is_final, kind, broadcast, rows} <= descriptor_data[5:0];
        accel_pkg::F_IN_BASE: in_base <= ADDRESS_BITS'(descriptor_data);
        accel_pkg::F_OUT_BASE: out_base <= ADDRESS_BITS'(descriptor_data);
        accel_pkg::F_IN2_BASE: in2_base <= ADDRESS_BITS'(descriptor_data);
        accel_pkg::F_TAGS: {out_tag, in2_tag, in_tag} <= descriptor_data[29:0];
        accel_pkg::F_OUT_SIZE: begin
          out_rows <= less_one_high;
          out_columns <= less_one_low;
        end
        accel_pkg::F_GROUPS: begin
          groups <= less_one_high;
          in_groups <= less_one_low;
        end
        accel_pkg::F_WINDOW: begin
          kernel_rows <= {1'b0, descriptor_data[31:24]} - 9'd1;
          kernel_columns <= {1'b0, descriptor_data[23:16]} - 9'd1;
          repeat_rows <= {1'b0, descriptor_data[15:8]} - 9'd1;
          repeat_columns <= {1'b0, descriptor_data[7:0]} - 9'd1;
        end
        accel_pkg::F_ORIGIN: begin
          row_0 <= SIGNED_BITS'(descriptor_data[31:16]);
          column_0 <= SIGNED_BITS'(descriptor_data[15:0]);
        end
        accel_pkg::F_IN_SIZE: begin
          in_rows <= COORD_BITS'(descriptor_data[31:16]);
          in_columns <= COORD_BITS'(descriptor_data[15:0]);
        end
        accel_pkg::F_STRIDE: begin
          row_stride <= SIGNED_BITS'(descriptor_data[31:16]);
          column_stride <= SIGNED_BITS'(descriptor_data[15:0]);
        end
        accel_pkg::F_DILATION: begin
          row_dilation <= SIGNED_BITS'(descriptor_data[31:16]);
          column_dilation <= SIGNED_BITS'(descriptor_data[15:0]);
        end
        accel_pkg::F_IN_START: in_start <= OFFSET_BITS'(descriptor_data);
        accel_pkg::F_TAP_GROUP: tap_group <= OFFSET_BITS'(descriptor_data);
        accel_pkg::F_TAP_COLUMN: tap_column <= OFFSET_BITS'(descriptor_data);
        accel_pkg::F_TAP_ROW: tap_row <= OFFSET_BITS'(descriptor_data);
        accel_pkg::F_UNIT_GROUP: unit_group <= OFFSET_BITS'(descriptor_data);
        accel_pkg::F_UNIT_COLUMN: unit_column <= OFFSET_BITS'(descriptor_data);
        accel_pkg::F_UNIT_ROW: unit_row <= OFFSET_BITS'(descriptor_data);
        accel_pkg::F_OUT_START: out_start <= ADDRESS_BITS'(descriptor_data);
        accel_pkg::F_OUT_GROUP: out_group <= ADDRESS_BITS'(descriptor_data);
        accel_pkg::F_OUT_PIXEL: out_pixel <= ADDRESS_BITS'(descriptor_data);
        accel_pkg::F_IN2_START: in2_start <= ADDRESS_BITS'(descriptor_data);
        accel_pkg::F_IN2_GROUP: in2_group <= ADDRESS_BITS'(descriptor_data);
        accel_pkg::F_IN2_PIXEL: in2_pixel <= ADDRESS_BITS'(descriptor_data);
        accel_pkg::F_WEIGHT_START: weight_start <= WEIGHT_BITS'(descriptor_data);
        accel_pkg::F_WEIGHT_GROUP: weight_group <= WEIGHT_BITS'(descriptor_data);
        accel_pkg::F_PARAM_START: param_start <= PARAM_BITS'(descriptor_data);
        accel_pkg::F_PARAM_GROUP: param_group <= PARAM_BITS'(descriptor_data);
        accel_pkg::F_VALUES: {high, low, zero, pad} <= descriptor_data;
        default: ;
      endcase
    end
  end

  // Where the loops stand: what is left in each, and the offsets that belong to it. -1 is left in the last turn: the sign
  // tells, and no comparison stands before the sums of addresses.
  logic [COORD_BITS:0] rows_left, columns_left, groups_left, in_groups_left;
  logic [8:0] kernel_rows_left, kernel_columns_left, repeat_rows_left, repeat_columns_left;
  logic [OFFSET_BITS-1:0] row_offset, pixel_offset, unit_offset, offset;
  logic signed [SIGNED_BITS-1:0] window_row, window_column, y, x;
  logic [ADDRESS_BITS-1:0] out_offset, in2_offset;
  logic [WEIGHT_BITS-1:0] weight_unit, weight;
  logic [PARAM_BITS-1:0] param;
  logic [PARAM_BITS-1:0] counted;  // taps of this unit so far that are inside the input
  logic [HOLD_BITS-1:0] hold;
  logic [1:0] on_the_way;
  logic first;

  logic ends_column, ends_row, ends_window, ends_pixel, ends_line, ends_layer;
  logic is_inside, second, issues, issues_last;

  always_comb begin
    ends_column = in_groups_left[COORD_BITS];
    ends_row = ends_column && kernel_columns_left[8];
    ends_window = ends_row && kernel_rows_left[8];
    ends_pixel = ends_window && groups_left[COORD_BITS];
    ends_line = ends_pixel && columns_left[COORD_BITS];
    ends_layer = ends_line && rows_left[COORD_BITS];
    second = kind == accel_pkg::PAIR && ends_window;
    is_inside = !y[SIGNED_BITS-1] && y[COORD_BITS-1:0] < in_rows && !x[SIGNED_BITS-1] && x[COORD_BITS-1:0] < in_columns;
    issues = state == RUN && !stall && !(ends_window && hold != '0);
    issues_last = issues && ends_window;
  end

  // The next tap's offset is one sum, whichever loop moves on.
  logic [OFFSET_BITS-1:0] from, step, next_offset;
  logic moves_column, moves_row;

  always_comb begin
    moves_column = repeat_columns_left[8];
    moves_row = repeat_rows_left[8];
    if (!ends_column) {from, step} = {offset, tap_group};
    else if (!ends_row) {from, step} = {offset, tap_column};
    else if (!ends_window) {from, step} = {offset, tap_row};
    else if (!ends_pixel) {from, step} = {unit_offset, unit_group};
    else if (!ends_line) {from, step} = {pixel_offset, moves_column ? unit_column : OFFSET_BITS'(0)};
    else {from, step} = {row_offset, moves_row ? unit_row : OFFSET_BITS'(0)};
    next_offset = from + step;
  end

  logic signed [SIGNED_BITS-1:0] next_window_row, next_window_column;
  assign next_window_row = window_row + (ends_line && moves_row ? row_stride : '0);
  assign next_window_column = !ends_pixel ? window_column
      : ends_line ? column_0 : window_column + (moves_column ? column_stride : '0);

  always_ff @(posedge clk) begin
    if (state == SETUP) begin
      rows_left <= out_rows;
      columns_left <= out_columns;
      groups_left <= groups;
      in_groups_left <= in_groups;
      kernel_rows_left <= kernel_rows;
      kernel_columns_left <= kernel_columns;
      repeat_rows_left <= repeat_rows;
      repeat_columns_left <= repeat_columns;
      row_offset <= in_start;
      pixel_offset <= in_start;
      unit_offset <= in_start;
      offset <= in_start;
      window_row <= row_0;
      window_column <= column_0;
      y <= row_0;
      x <= column_0;
      out_offset <= out_start;
      in2_offset <= in2_start;
      weight_unit <= weight_start;
      weight <= weight_start;
      param <= param_start;
      counted <= '0;
      first <= 1'b1;
    end else if (issues) begin
      offset <= next_offset;
      first <= ends_window;
      in_groups_left <= ends_column ? in_groups : in_groups_left - (COORD_BITS + 1)'(1);
      weight <= weight + (rows ? WEIGHT_BITS'(1) : WEIGHT_BITS'(P));
      counted <= counted_now;
      if (ends_column) begin
        kernel_columns_left <= ends_row ? kernel_columns : kernel_columns_left - 9'd1;
        x <= x + column_dilation;
      end
      if (ends_row) begin
        kernel_rows_left <= ends_window ? kernel_rows : kernel_rows_left - 9'd1;
        x <= window_column;
        y <= y + row_dilation;
      end
      if (ends_window) begin
        unit_offset <= next_offset;
        window_row <= next_window_row;
        window_column <= next_window_column;
        y <= next_window_row;
        x <= next_window_column;
        counted <= '0;
        groups_left <= ends_pixel ? groups : groups_left - (COORD_BITS + 1)'(1);
        out_offset <= out_offset + (ends_pixel ? out_pixel : out_group);
        in2_offset <= in2_offset + (ends_pixel ? in2_pixel : in2_group);
        weight_unit <= ends_pixel ? weight_start : weight_unit + weight_group;
        weight <= ends_pixel ? weight_start : weight_unit + weight_group;
        param <= ends_pixel ? param_start : param + param_group;
      end
      if (ends_pixel) begin
        pixel_offset <= next_offset;
        columns_left <= ends_line ? out_columns : columns_left - (COORD_BITS + 1)'(1);
        repeat_columns_left <= ends_line || moves_column ? repeat_columns : repeat_columns_left - 9'd1;
      end
      if (ends_line) begin
        row_offset <= next_offset;
        rows_left <= rows_left - (COORD_BITS + 1)'(1);
        repeat_rows_left <= moves_row ? repeat_rows : repeat_rows_left - 9'd1;
      end
    end
  end

  // Addresses, in the cycle after.
  logic [ADDRESS_BITS-1:0] read_address, out_address;

  addr_gen #(
      .ADDRESS_BITS(ADDRESS_BITS),
      .CIRCULAR(CIRCULAR)
  ) i_read_address (
      .base(second ? in2_base : in_base),
      .offset(second ? in2_offset : offset[OFFSET_BITS-1:LANE_BITS]),
      .modulus,
      .address(read_address)
  );

  addr_gen #(
      .ADDRESS_BITS(ADDRESS_BITS),
      .CIRCULAR(CIRCULAR)
  ) i_out_address (
      .base(out_base),
      .offset(out_offset),
      .modulus,
      .address(out_address)
  );

  // An average takes the parameters of its number of taps: counted backwards, those of full windows come first.
  logic [PARAM_BITS-1:0] counted_now;
  assign counted_now = counted + PARAM_BITS'(is_inside);

  always_ff @(posedge clk) begin
    tap <= issues && !rst;
    tap_inside <= is_inside;
    tap_first <= first;
    tap_last <= ends_window;
    tap_address <= read_address;
    tap_lane <= offset[LANE_BITS-1:0];
    tap_weight <= weight;
    tap_tag <= second ? in2_tag : in_tag;
    unit_address <= out_address;
    unit_param <= kind == accel_pkg::SUM ? param - counted_now : param;
    unit_tag <= out_tag;
  end

  always_ff @(posedge clk) begin
    if (rst) begin
      state <= IDLE;
      layer <= '0;
      field <= '0;
      hold <= '0;
      on_the_way <= '0;
    end else begin
      hold <= issues_last ? (kind == accel_pkg::PAIR ? HOLD_BITS'(3 * SLOTS - 1) : HOLD_BITS'(SLOTS - 1))
          : hold != '0 ? hold - HOLD_BITS'(1) : hold;
      on_the_way <= on_the_way + {1'b0, issues_last} - {1'b0, written};
      case (state)
        IDLE:
        if (start) begin
          state <= FETCH;
          layer <= '0;
        end
        FETCH: begin
          field <= field == accel_pkg::F_VALUES + 5'd1 ? '0 : field + 5'd1;
          if (field == accel_pkg::F_VALUES + 5'd1) state <= SETUP;
        end
        SETUP: state <= RUN;
        RUN: if (issues && ends_layer) state <= FINISH;
        default:
        if (layer_done) begin
          state <= is_final ? IDLE : FETCH;
          layer <= layer + LAYER_BITS'(1);
        end
      endcase
    end
  end

  assign busy = state != IDLE;
  assign layer_done = state == FINISH && on_the_way == '0;

  // Cycles of this layer, the present one included.
  always_ff @(posedge clk) layer_cycles <= state == IDLE || layer_done ? 32'd1 : layer_cycles + 32'd1;

endmodule
