// Takes the accumulators of a finished unit, requantises them lane by lane, and writes the word.
//
// A pass has SLOTS cycles, P of which carry lanes; there is one pass, or three for additions:
//
//   slot     0     1          2           3 .. 6     7         8        9
//   lane 0   asks  parameter  + bias      product    rounded   clamped  in the word
//   lane 1         asks       ...
//
// Lane P-1 leaves the word complete P + 8 cycles after lane 0 has asked. An addition x + y keeps scale(x) + scale(y) in
// `sums`; its third pass scales those. SLOTS >= 8 makes sure that each sum is there in time, and that one unit at a time
// is on its way from the address generators to this module.
module drain #(
    parameter int P = 8,
    parameter int SLOTS = P < 8 ? 8 : P,
    parameter int ADDRESS_BITS = 16,
    parameter int PARAM_BITS = 12,
    parameter bit SINGLE_ROUNDING = 0
) (
    input  logic                    clk,
    input  logic                    rst,
    input  logic [1:0]              kind,
    input  logic                    away,
    input  logic signed [7:0]       zero,
    input  logic signed [7:0]       low,
    input  logic signed [7:0]       high,
    // a unit's last tap: where its word goes, and its first parameter
    input  logic                    unit,
    input  logic [ADDRESS_BITS-1:0] unit_address,
    input  logic [PARAM_BITS-1:0]   unit_param,
    // its sums, six cycles later
    input  logic                    done,
    input  logic [32*P-1:0]         accumulators,
    output logic [PARAM_BITS-1:0]   param_address,
    input  logic signed [31:0]      bias,
    input  logic [30:0]             mult,
    input  logic [5:0]              shift,
    output logic                    write_next,  // `write` in the next cycle
    output logic                    write,
    output logic [ADDRESS_BITS-1:0] write_address,
    output logic [8*P-1:0]          write_data
);

  localparam int LANE_BITS = $clog2(P);
  localparam int SLOT_BITS = $clog2(SLOTS);

  // 0: which lane
  logic [ADDRESS_BITS-1:0] next_address, this_address, last_address;
  logic [PARAM_BITS-1:0] next_param, this_param;
  logic [32*P-1:0] lanes;
  logic active;
  logic [1:0] pass;
  logic [SLOT_BITS-1:0] slot;
  logic is_lane, is_last_pass, is_last_slot;
  logic [PARAM_BITS-1:0] param_offset;

  assign is_lane = active && 32'(slot) < P;
  assign is_last_slot = slot == SLOT_BITS'(SLOTS - 1);
  assign is_last_pass = kind != accel_pkg::PAIR || pass == 2'd2;
  assign param_offset = kind == accel_pkg::MAC ? PARAM_BITS'(slot)
      : kind == accel_pkg::PAIR ? PARAM_BITS'(pass) : '0;
  assign param_address = this_param + param_offset;

  always_ff @(posedge clk) begin
    if (unit) begin
      next_address <= unit_address;
      next_param <= unit_param;
    end
    if (rst) begin
      active <= 1'b0;
    end else if (done) begin
      active <= 1'b1;
      pass <= '0;
      slot <= '0;
      lanes <= accumulators;
      this_address <= next_address;
      this_param <= next_param;
    end else if (active) begin
      slot <= is_last_slot ? '0 : slot + SLOT_BITS'(1);
      if (is_last_slot) begin
        pass <= pass + 2'd1;
        active <= !is_last_pass;
      end
      if (is_lane) lanes <= {lanes[31:0], lanes[32*P-1:32]};
    end
  end

  // 1: the lane and its parameters meet; 2: bias added
  logic valid_1, valid_2;
  logic [1:0] pass_1, pass_2;
  logic signed [31:0] lane_1;
  logic end_1, end_2;
  logic signed [31:0] plain, offset, value;
  logic [30:0] mult_2;
  logic [5:0] shift_2;
  logic signed [31:0] sum_read;

  always_comb begin
    offset = bias;
    case (kind)
      accel_pkg::MAC: plain = lane_1;
      accel_pkg::SUM: begin
        plain = lane_1 <<< 1;
        offset = lane_1[31] ? -bias : bias;
      end
      accel_pkg::MAX: plain = lane_1 <<< 1;
      default:
      plain = pass_1 == 2'd0 ? {{4{lane_1[7]}}, lane_1[7:0], 20'd0}
          : pass_1 == 2'd1 ? {{4{lane_1[15]}}, lane_1[15:8], 20'd0} : sum_read;
    endcase
  end

  always_ff @(posedge clk) begin
    valid_1 <= is_lane && !rst;
    pass_1 <= pass;
    lane_1 <= lanes[31:0];
    end_1 <= is_last_pass && 32'(slot) == P - 1;
    if (is_lane && 32'(slot) == P - 1) last_address <= this_address;
    valid_2 <= valid_1 && !rst;
    pass_2 <= pass_1;
    end_2 <= end_1;
    value <= plain + offset;
    mult_2 <= mult;
    shift_2 <= shift;
  end

  // 3 to 8: requantised
  logic signed [31:0] scaled;
  logic signed [7:0] result;

  requant #(
      .SINGLE_ROUNDING(SINGLE_ROUNDING)
  ) i_requant (
      .clk,
      .value,
      .mult(mult_2),
      .shift(shift_2),
      .floor(kind == accel_pkg::SUM),
      .away,
      .zero,
      .low,
      .high,
      .scaled,
      .result
  );

  logic [4:0] valids;  // stages 3 to 7
  logic [4:0] ends;
  logic [9:0] passes;
  logic valid_8, end_8;

  always_ff @(posedge clk) begin
    valids <= rst ? '0 : {valids[3:0], valid_2};
    ends <= {ends[3:0], end_2};
    passes <= {passes[7:0], pass_2};
    valid_8 <= valids[4] && !rst;
    end_8 <= ends[4];
  end

  // 7: sums of an addition, indexed by counters that go round once a pass
  logic signed [31:0] sums[0:P-1];
  logic [LANE_BITS-1:0] sum_reader, sum_writer;
  assign sum_read = sums[sum_reader];

  always_ff @(posedge clk) begin
    if (rst) begin
      sum_reader <= '0;
      sum_writer <= '0;
    end else begin
      if (valid_1) sum_reader <= sum_reader + LANE_BITS'(1);
      if (valids[4]) sum_writer <= sum_writer + LANE_BITS'(1);
    end
    if (valids[4] && passes[9:8] == 2'd0) sums[sum_writer] <= scaled;
    if (valids[4] && passes[9:8] == 2'd1) sums[sum_writer] <= sums[sum_writer] + scaled;
  end

  // 9: the word
  always_ff @(posedge clk) begin
    if (valid_8) write_data <= {result, write_data[8*P-1:8]};
    if (end_2) write_address <= last_address;
    write <= write_next;
  end

  assign write_next = valid_8 && end_8 && !rst;

endmodule
