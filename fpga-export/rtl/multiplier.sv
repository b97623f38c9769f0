// A product two cycles after its operands: a register before and one behind, as blocks of multipliers have them inside.
// A module of its own, because one synthesis tool merges sums of two products into one block wrongly.
(* keep_hierarchy *)
module multiplier #(
    parameter int BITS = 8,
    parameter bit SIGNED = 1
) (
    input  logic              clk,
    input  logic [BITS-1:0]   a,
    input  logic [BITS-1:0]   b,
    output logic [2*BITS-1:0] product
);

  logic [BITS-1:0] a_1, b_1;

  always_ff @(posedge clk) begin
    a_1 <= a;
    b_1 <= b;
  end

  generate
    if (SIGNED) begin : g_signed
      logic signed [2*BITS-1:0] signed_product;
      assign signed_product = $signed(a_1) * $signed(b_1);
      always_ff @(posedge clk) product <= signed_product;
    end else begin : g_unsigned
      always_ff @(posedge clk) product <= a_1 * b_1;
    end
  endgenerate

endmodule
