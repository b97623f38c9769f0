// Plays host memory and serial receiver for result_sender: three packets, each byte that arrives in bytes.txt, one hex
// number a line. The memory's word w holds 7 * w + 3; word 5 and the words from 20 on are the outputs.
module sender_run #(
    parameter int P = 2,
    parameter int CYCLES_PER_BIT = 4
);

  localparam int ADDRESS_BITS = 6;
  localparam int PACKETS = 3;

  logic clk = 0, rst = 1, done = 0;
  logic [15:0] frames = 16'h12fe;
  logic [2:0] flags = 3'b101;
  logic clear_flags, hold, host_read, line;
  logic [ADDRESS_BITS-1:0] host_base, host_offset;
  logic [8*P-1:0] host_read_data;
  integer file, packet, i;
  logic [7:0] received;

  always #1 clk = !clk;

  result_sender #(
      .P(P),
      .ADDRESS_BITS(ADDRESS_BITS),
      .OUTPUTS(2),
      .BASES({32'd20, 32'd5}),
      .WORDS({32'd7, 32'd1}),
      .CYCLES_PER_BIT(CYCLES_PER_BIT)
  ) i_sender (
      .*
  );

  always @(posedge clk) begin
    if (host_read) host_read_data <= (8 * P)'(7 * (host_base + host_offset) + 3);
    else host_read_data <= 'x;
    if (clear_flags) flags <= 3'b000;
  end

  // The receiver: waits for a start bit and looks at the middle of each bit.
  initial begin
    file = $fopen("bytes.txt", "w");
    forever begin
      @(negedge line);
      repeat (CYCLES_PER_BIT / 2) @(posedge clk);
      for (i = 0; i < 8; i = i + 1) begin
        repeat (CYCLES_PER_BIT) @(posedge clk);
        received[i] = line;
      end
      repeat (CYCLES_PER_BIT) @(posedge clk);
      if (line === 1'b1) $fdisplay(file, "%02x", received);
      else $fdisplay(file, "no stop bit");
    end
  end

  initial begin
    repeat (4) @(negedge clk);
    rst = 0;
    for (packet = 0; packet < PACKETS; packet = packet + 1) begin
      if (hold !== 1'b0) $fdisplay(file, "hold between packets");
      @(negedge clk) done = 1;
      @(negedge clk) done = 0;
      if (hold !== 1'b1) $fdisplay(file, "no hold after done");
      wait (!hold);
      @(negedge clk) frames = frames + 1;
    end
    repeat (12 * CYCLES_PER_BIT) @(negedge clk);
    $fclose(file);
    $finish;
  end

endmodule
