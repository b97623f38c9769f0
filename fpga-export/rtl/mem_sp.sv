// Single-port memory: a write or a read in each cycle, never both; the form of large blocks such as the UP5K's SPRAM.
module mem_sp #(
    parameter int WIDTH = 16,
    parameter int DEPTH = 16384,
    parameter int ADDRESS_BITS = DEPTH < 2 ? 1 : $clog2(DEPTH)
) (
    input  logic                    clk,
    input  logic                    write,
    input  logic                    read,
    input  logic [ADDRESS_BITS-1:0] address,
    input  logic [WIDTH-1:0]        write_data,
    output logic [WIDTH-1:0]        read_data
);

  logic [WIDTH-1:0] words[0:DEPTH-1];

  always_ff @(posedge clk) begin
    if (write) words[address] <= write_data;
    else if (read) read_data <= words[address];
  end

endmodule
