// Simple dual-port memory: one write port, one read port with a registered output. A plan that is right never reads a
// live word in the cycle that overwrites it, so it does not matter what such a read returns.
module mem_sdp #(
    parameter int WIDTH = 64,
    parameter int DEPTH = 1024,
    parameter int ADDRESS_BITS = DEPTH < 2 ? 1 : $clog2(DEPTH)
) (
    input  logic                    clk,
    input  logic                    write,
    input  logic [ADDRESS_BITS-1:0] write_address,
    input  logic [WIDTH-1:0]        write_data,
    input  logic                    read,
    input  logic [ADDRESS_BITS-1:0] read_address,
    output logic [WIDTH-1:0]        read_data
);

  (* no_rw_check, ram_style = "block" *) logic [WIDTH-1:0] words[0:DEPTH-1];

  always_ff @(posedge clk) begin
    if (write) words[write_address] <= write_data;
    if (read) read_data <= words[read_address];
  end

endmodule
