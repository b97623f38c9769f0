// Address = (base + offset) modulo the scratchpad's size, for base < size and 0 <= offset < size. With linear addresses
// the sum stays below the size by itself.
module addr_gen #(
    parameter int ADDRESS_BITS = 16,
    parameter bit CIRCULAR = 0
) (
    input  logic [ADDRESS_BITS-1:0] base,
    input  logic [ADDRESS_BITS-1:0] offset,
    input  logic [ADDRESS_BITS:0]   modulus,
    output logic [ADDRESS_BITS-1:0] address
);

  generate
    if (CIRCULAR) begin : g_circular
      logic [ADDRESS_BITS:0] sum;
      assign sum = {1'b0, base} + {1'b0, offset};
      assign address = ADDRESS_BITS'(sum >= modulus ? sum - modulus : sum);
    end else begin : g_linear
      logic unused;
      assign unused = &{1'b0, modulus};
      assign address = base + offset;
    end
  endgenerate

endmodule
