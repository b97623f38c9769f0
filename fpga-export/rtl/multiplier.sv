// A product in a module of its own: one synthesis tool merges sums of two products into one DSP block wrongly.
(* keep_hierarchy *)
module multiplier #(
    parameter int BITS = 8,
    parameter bit SIGNED = 1
) (
    input  logic [BITS-1:0]   a,
    input  logic [BITS-1:0]   b,
    output logic [2*BITS-1:0] product
);

  generate
    if (SIGNED) begin : g_signed
      logic signed [2*BITS-1:0] signed_product;
      assign signed_product = $signed(a) * $signed(b);
      assign product = signed_product;
    end else begin : g_unsigned
      assign product = a * b;
    end
  endgenerate

endmodule
