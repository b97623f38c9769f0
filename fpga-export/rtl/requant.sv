// From an accumulator to an int8: h = (value*mult + 2^30) >> 31, then a rounding shift by `shift` (ties up, or half away
// from zero), then zero point and clamp. With SINGLE_ROUNDING: (value*mult + half) >> (31 + shift). Seven stages, one value
// a cycle. The product is made of magnitudes (four products of 16 bits), its sign comes back before the first rounding.
// `floor` divides instead: the magnitude is cut off after 31 + shift bits.
//
//   cycle   0 value | 1 magnitude | 2 partial products | 3 product | 4 rounded, h | 5 shifted | 6 clamped
module requant #(
    parameter bit SINGLE_ROUNDING = 0
) (
    input  logic               clk,
    input  logic signed [31:0] value,
    input  logic [30:0]        mult,
    input  logic [5:0]         shift,
    input  logic               floor,
    input  logic               away,
    input  logic signed [7:0]  zero,
    input  logic signed [7:0]  low,
    input  logic signed [7:0]  high,
    output logic signed [31:0] scaled,   // stage 5: what an addition keeps
    output logic signed [7:0]  result    // stage 6
);

  // 1: magnitude and multiplier, both into the operand registers of the multipliers; 2: partial products
  logic [31:0] magnitude;
  logic negative_1, negative_2, negative_3;
  logic [5:0] shift_1, shift_2, shift_3, shift_4;
  logic [15:0] mult_low, mult_high;
  logic [31:0] low_low_2, low_high_2, high_low_2, high_high_2;
  assign magnitude = value[31] ? -value : value;
  assign mult_low = mult[15:0];
  assign mult_high = {1'b0, mult[30:16]};
  multiplier #(.BITS(16), .SIGNED(0)) i_low_low (.clk, .a(magnitude[15:0]), .b(mult_low), .product(low_low_2));
  multiplier #(.BITS(16), .SIGNED(0)) i_low_high (.clk, .a(magnitude[15:0]), .b(mult_high), .product(low_high_2));
  multiplier #(.BITS(16), .SIGNED(0)) i_high_low (.clk, .a(magnitude[31:16]), .b(mult_low), .product(high_low_2));
  multiplier #(.BITS(16), .SIGNED(0)) i_high_high (.clk, .a(magnitude[31:16]), .b(mult_high), .product(high_high_2));

  always_ff @(posedge clk) begin
    negative_1 <= value[31];
    shift_1 <= shift;
    negative_2 <= negative_1;
    shift_2 <= shift_1;
  end

  // 3: product
  logic [63:0] product;

  always_ff @(posedge clk) begin
    product <= {high_high_2, low_low_2} + {15'd0, {1'b0, low_high_2} + {1'b0, high_low_2}, 16'd0};
    negative_3 <= negative_2;
    shift_3 <= shift_2;
    flips <= negative_2 && !floor;
    lowers <= negative_2 && !floor && away && shift_2 != 6'd0;
  end

  // 4: sign and first rounding; -x is ~x + 1. Half away from zero in the second rounding: a negative h is lowered by one,
  // which changes nothing but ties.
  logic flips, lowers, negative_4;
  logic [63:0] half, rounded;

  generate
    if (SINGLE_ROUNDING) begin : g_single
      logic unused_tie;
      assign unused_tie = lowers;
      assign half = floor ? 64'd0 : 64'd1 << (shift_3 + 6'd30);
    end else begin : g_twice
      assign half = floor ? 64'd0 : {{33{lowers}}, 1'b1, 30'd0};
    end
  endgenerate

  always_ff @(posedge clk) begin
    rounded <= (product ^ {64{flips}}) + (half | {63'd0, flips});
    negative_4 <= negative_3;
    shift_4 <= shift_3;
  end

  // 5: second rounding, ties up. The last bit of `shifted` is the one behind the point.
  logic signed [32:0] first;
  logic signed [32:0] shifted;
  assign first = {rounded[62:31], 1'b0};
  assign shifted = first >>> shift_4;

  logic [31:0] whole;
  logic adds;
  assign whole = shifted[32:1] ^ {32{floor && negative_4}};
  assign adds = floor ? negative_4 : shifted[0] && !SINGLE_ROUNDING;

  always_ff @(posedge clk) scaled <= whole + {31'd0, adds};

  // 6: zero point and clamp
  logic signed [32:0] moved;
  assign moved = 33'(scaled) + 33'(zero);

  always_ff @(posedge clk) result <= moved < 33'(low) ? low : moved > 33'(high) ? high : moved[7:0];

  logic unused_bits;
  assign unused_bits = &{1'b0, rounded[63], rounded[30:0]};

endmodule
