// Two flops that carry a gray-coded number into another clock domain. The first may go metastable and has a period to
// settle; nothing but the second may read it.
module gray_crossing #(
    parameter int WIDTH = 5
) (
    input  logic             from_clk,  // for CHECK only
    input  logic [WIDTH-1:0] from,
    input  logic             to_clk,
    input  logic             to_rst,
    output logic [WIDTH-1:0] to
);

  (* async_reg = "true", keep *) logic [WIDTH-1:0] first;
  logic [WIDTH-1:0] arriving;

  always_ff @(posedge to_clk) begin
    first <= arriving;
    to <= to_rst ? '0 : first;
  end

`ifdef CHECK
  // A bit that has just changed is caught or not, each for itself; what has been caught stays.
  logic [WIDTH-1:0] earlier, late;
  always @(posedge from_clk) earlier <= from;
  always @(negedge to_clk) late <= WIDTH'($urandom);
  assign arriving = from ^ ((from ^ earlier) & (from ^ first) & late);
`else
  logic unused;
  assign unused = from_clk;
  assign arriving = from;
`endif

endmodule
