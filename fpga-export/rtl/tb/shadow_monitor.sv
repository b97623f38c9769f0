// Knows for every word of the scratchpad whose it is, and reports each read of a word that belongs to somebody else. A
// word changes hands when the last tap of the unit that writes it is issued, not when the write arrives: what the
// pipeline happens to hide is reported, too.
//
// A tag names a tensor. It has one place while it lives, so that the address says which of its words is meant; tensor and
// address together are the element. Tag 0 is nobody. Lines of violations.txt: layer, units issued before in the whole run, address,
// expected tag, found tag.
module shadow_monitor #(
    parameter int DEPTH = 1024,
    parameter int ADDRESS_BITS = DEPTH < 2 ? 1 : $clog2(DEPTH)
) (
    input logic                    clk,
    input logic                    busy,
    input logic [31:0]             layer,
    input logic                    host_write,
    input logic                    host_read,
    input logic [ADDRESS_BITS-1:0] host_address,
    input logic [9:0]              host_tag,
    input logic                    read,
    input logic [ADDRESS_BITS-1:0] read_address,
    input logic [9:0]              read_tag,
    input logic                    unit,
    input logic [ADDRESS_BITS-1:0] unit_address,
    input logic [9:0]              unit_tag
);

  logic [9:0] owners[0:DEPTH-1];
  integer file;
  integer units;

  initial begin
    for (int i = 0; i < DEPTH; i = i + 1) owners[i] = '0;
    units = 0;
    file = $fopen("violations.txt", "w");
  end

  always @(posedge clk) begin
    if (busy) begin
      if (read && owners[read_address] != read_tag)
        $fwrite(file, "%0d %0d %0d %0d %0d\n", layer, units, read_address, read_tag, owners[read_address]);
      if (unit) begin
        owners[unit_address] <= unit_tag;
        units <= units + 1;
      end
    end else begin
      if (host_read && owners[host_address] != host_tag)
        $fwrite(file, "%0d %0d %0d %0d %0d\n", layer, units, host_address, host_tag, owners[host_address]);
    end
    if (host_write) owners[host_address] <= host_tag;
  end

  final $fclose(file);

endmodule
