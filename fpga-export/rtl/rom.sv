// Read-only memory with a registered output, filled from a strict .mem file of exactly DEPTH lines.
module rom #(
    parameter int WIDTH = 32,
    parameter int DEPTH = 256,
    parameter FILE = "",
    parameter int ADDRESS_BITS = DEPTH < 2 ? 1 : $clog2(DEPTH)
) (
    input  logic                    clk,
    input  logic [ADDRESS_BITS-1:0] address,
    output logic [WIDTH-1:0]        data
);

  (* ram_style = "block" *) logic [WIDTH-1:0] words[0:DEPTH-1];

  initial if (FILE != "") $readmemh(FILE, words);

  always_ff @(posedge clk) data <= words[address];

endmodule
