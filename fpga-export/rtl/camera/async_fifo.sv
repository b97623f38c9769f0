// A queue between two clocks that know nothing of each other.
//
//      write_clk domain                     |            read_clk domain
//      write ---> words[DEPTH] -------------|----------> read_data (register)
//      write_pointer (gray) ----------------|---> flop ---> flop ---> is anything there?
//      is there room? <--- flop <--- flop <-|--------- read_pointer (gray)
//
// Crossings: the two gray-coded pointers, of which one bit changes at a time, so that a flop hit by the change holds the
// old pointer or the new one, never a third. The words need no synchroniser: a word rests for at least two cycles of
// read_clk before the pointer that announces it has come through. Constrain all of these as false paths or, better, with
// a maximum delay of one period of the faster clock (the bits of a pointer must not be skewed by more).
//
// It holds DEPTH words and one more in the output register. A write while `full` is lost, and `overflow` says so in that
// cycle. A freed place is seen two or three cycles of write_clk later, so `full` errs on the safe side.
//
// Both resets are synchronous and have to overlap. With CHECK, each bit that changed within one period of the sending
// clock before the receiving edge is old or new at random: what a real flop does, and no simulator.
// (C. E. Cummings, Simulation and Synthesis Techniques for Asynchronous FIFO Design, SNUG 2002, style 1.)
module async_fifo #(
    parameter int WIDTH = 9,
    parameter int DEPTH = 16,  // a power of two, at least 4
    parameter int ADDRESS_BITS = $clog2(DEPTH)
) (
    input  logic             write_clk,
    input  logic             write_rst,
    input  logic             write,
    input  logic [WIDTH-1:0] write_data,
    output logic             full,
    output logic             overflow,
    input  logic             read_clk,
    input  logic             read_rst,
    input  logic             read,       // takes read_data, if it is valid
    output logic [WIDTH-1:0] read_data,
    output logic             valid
);

  localparam int POINTER_BITS = ADDRESS_BITS + 1;

  // A whole block of RAM for a handful of words is too much where there are thirty of them.
  (* no_rw_check, ram_style = "registers" *) logic [WIDTH-1:0] words[0:DEPTH-1];

  // Write side: a binary pointer for the address, its gray code for the other side.
  logic [POINTER_BITS-1:0] write_binary, write_binary_next, write_gray, read_gray_seen;
  logic writes;

  assign full = write_gray == {~read_gray_seen[POINTER_BITS-1:POINTER_BITS-2], read_gray_seen[POINTER_BITS-3:0]};
  assign writes = write && !full;
  assign overflow = write && full;
  assign write_binary_next = write_binary + POINTER_BITS'(writes);

  always_ff @(posedge write_clk) begin
    if (writes) words[write_binary[ADDRESS_BITS-1:0]] <= write_data;
    if (write_rst) begin
      write_binary <= '0;
      write_gray <= '0;
    end else begin
      write_binary <= write_binary_next;
      write_gray <= write_binary_next ^ (write_binary_next >> 1);
    end
  end

  // Read side: the next word moves into the output register as soon as that is free.
  logic [POINTER_BITS-1:0] read_binary, read_binary_next, read_gray, write_gray_seen;
  logic moves;

  assign moves = read_gray != write_gray_seen && (!valid || read);
  assign read_binary_next = read_binary + POINTER_BITS'(moves);

  always_ff @(posedge read_clk) begin
    if (moves) read_data <= words[read_binary[ADDRESS_BITS-1:0]];
    if (read_rst) begin
      read_binary <= '0;
      read_gray <= '0;
      valid <= 1'b0;
    end else begin
      read_binary <= read_binary_next;
      read_gray <= read_binary_next ^ (read_binary_next >> 1);
      valid <= moves || (valid && !read);
    end
  end

  gray_crossing #(
      .WIDTH(POINTER_BITS)
  ) i_to_reader (
      .from_clk(write_clk),
      .from(write_gray),
      .to_clk(read_clk),
      .to_rst(read_rst),
      .to(write_gray_seen)
  );

  gray_crossing #(
      .WIDTH(POINTER_BITS)
  ) i_to_writer (
      .from_clk(read_clk),
      .from(read_gray),
      .to_clk(write_clk),
      .to_rst(write_rst),
      .to(read_gray_seen)
  );

endmodule
