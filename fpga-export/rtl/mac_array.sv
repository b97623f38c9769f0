// P x P multiply-accumulators: in every cycle a word of P input channels meets P x P weights, and P accumulators, one for
// each output channel, take the sums. Other kinds of layers use the diagonal only:
//
//   weights    all of a word:     accumulator o += x[0]*w[o][0] + .. + x[P-1]*w[o][P-1]
//   rows       a row of a word:   accumulator o += x[o]*w[row][o]          depthwise
//              and broadcast:     accumulator o += x[lane]*w[row][o]       dense frames, one channel a cycle
//   none       x[o] itself        pooling, addition, copies
//
// Four cycles: operands, products, sums, accumulators. `tap` comes in the cycle in which the memories are given their
// addresses, `word` and `weights` one cycle later; `done` four cycles after that, with the accumulators of a whole unit.
module mac_array
  #(
    parameter int P = 8,
    parameter int LANE_BITS = $clog2(P)
) (
    input  logic                 clk,
    input  logic                 rst,
    input  logic                 tap,
    input  logic                 tap_inside,
    input  logic                 tap_first,
    input  logic                 tap_last,
    input  logic [LANE_BITS-1:0] tap_lane,
    input  logic [LANE_BITS-1:0] tap_row,
    input  logic [1:0]           kind,
    input  logic                 rows,
    input  logic                 broadcast,
    input  logic [7:0]           pad,
    input  logic [8*P-1:0]       word,
    input  logic [8*P*P-1:0]     weights,
    output logic                 done,
    output logic [32*P-1:0]      accumulators
);

  // The memories' answers, and what was known when they were asked.
  logic asked, asked_inside, asked_first, asked_last;
  logic [LANE_BITS-1:0] asked_lane, asked_row;

  always_ff @(posedge clk) begin
    asked <= tap && !rst;
    asked_inside <= tap_inside;
    asked_first <= tap_first;
    asked_last <= tap_last;
    asked_lane <= tap_lane;
    asked_row <= tap_row;
  end

  logic [7:0] single;
  logic [8*P-1:0] row;
  logic [8*P-1:0] x;
  logic [8*P*P-1:0] w;

  always_comb begin
    single = '0;
    row = '0;
    for (int i = 0; i < P; i++) begin
      if (asked_lane == LANE_BITS'(i)) single = word[8*i+:8];
      if (asked_row == LANE_BITS'(i)) row = weights[8*P*i+:8*P];
    end
    for (int i = 0; i < P; i++) begin
      x[8*i+:8] = !asked_inside ? pad : broadcast ? single : word[8*i+:8];
      for (int o = 0; o < P; o++) begin
        w[8*(P*o+i)+:8] = kind == accel_pkg::MAC && !rows ? weights[8*(P*o+i)+:8]
            : o != i ? 8'd0 : rows ? row[8*o+:8] : 8'd1;
      end
    end
  end

  logic x_valid, x_first, x_last;
  logic product_valid, product_first, product_last;
  logic sum_valid, sum_first, sum_last;

  always_ff @(posedge clk) begin
    x_valid <= asked && !rst;
    x_first <= asked_first;
    x_last <= asked_last;
    product_valid <= x_valid && !rst;
    product_first <= x_first;
    product_last <= x_last;
    sum_valid <= product_valid && !rst;
    sum_first <= product_first;
    sum_last <= product_last;
    done <= sum_valid && sum_last && !rst;
  end

  generate
    for (genvar o = 0; o < P; o++) begin : g_output
      logic [16*P-1:0] products;
      for (genvar i = 0; i < P; i++) begin : g_input
        multiplier #(.BITS(8), .SIGNED(1)) i_multiplier (
            .clk,
            .a(x[8*i+:8]),
            .b(w[8*(P*o+i)+:8]),
            .product(products[16*i+:16])
        );
      end

      logic signed [31:0] sum_next;
      logic signed [31:0] sum;
      logic signed [31:0] accumulator;

      always_comb begin
        sum_next = '0;
        for (int i = 0; i < P; i++) sum_next = sum_next + 32'($signed(products[16*i+:16]));
      end

      always_ff @(posedge clk) begin
        sum <= sum_next;
        if (sum_valid) begin
          if (sum_first) accumulator <= sum;
          else if (kind == accel_pkg::MAX) accumulator <= sum > accumulator ? sum : accumulator;
          else if (kind == accel_pkg::PAIR) accumulator <= {16'd0, sum[7:0], accumulator[7:0]};
          else accumulator <= accumulator + sum;
        end
      end

      assign accumulators[32*o+:32] = accumulator;
    end
  endgenerate

endmodule
