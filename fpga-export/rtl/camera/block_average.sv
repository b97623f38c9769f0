// Averages of SHRINK x SHRINK blocks of pixels that come row by row, rounded half up. Sums of the block's finished rows
// wait in a memory of one sum for each block of a row; the running row's sum is a register.
//
//   row 0 of a block   s = p0 + p1 + ..            -> sums[block]
//   row 1              s = sums[block] + p0 + ..   -> sums[block]
//   last row           (sums[block] + p0 + .. + half) >> bits
module block_average #(
    parameter int ROW_BITS = 8,
    parameter int COLUMN_BITS = 9,
    parameter int COLUMNS = 320,  // of pixels
    parameter int SHRINK = 2
) (
    input  logic                   pclk,
    input  logic                   pixel_valid,
    input  logic [7:0]             pixel,
    input  logic [ROW_BITS-1:0]    row,
    input  logic [COLUMN_BITS-1:0] column,
    output logic                   average_valid,
    output logic [7:0]             average
);

  generate
    if (SHRINK == 1) begin : g_copy
      logic unused;
      assign unused = &{1'b0, row, column};
      always_ff @(posedge pclk) begin
        average_valid <= pixel_valid;
        average <= pixel;
      end
    end else begin : g_blocks
      localparam int BITS = $clog2(SHRINK);
      localparam int SUM_BITS = 8 + 2 * BITS;
      localparam int BLOCKS = COLUMNS / SHRINK < 2 ? 2 : COLUMNS / SHRINK;
      localparam int BLOCK_BITS = $clog2(BLOCKS);

      logic first_row, last_row, first_column, last_column;
      logic [BLOCK_BITS-1:0] block;
      logic [SUM_BITS-1:0] above, left, sum, rounded;

      assign first_row = row[BITS-1:0] == '0;
      assign last_row = &row[BITS-1:0];
      assign first_column = column[BITS-1:0] == '0;
      assign last_column = &column[BITS-1:0];
      assign block = BLOCK_BITS'(column >> BITS);

      // The sum above is asked for in the block's first column; it is there in the second.
      mem_sdp #(
          .WIDTH(SUM_BITS),
          .DEPTH(BLOCKS)
      ) i_sums (
          .clk(pclk),
          .write(pixel_valid && last_column),
          .write_address(block),
          .write_data(sum),
          .read(pixel_valid && first_column),
          .read_address(block),
          .read_data(above)
      );

      assign sum = left + SUM_BITS'(pixel) + (first_row ? '0 : above);
      assign rounded = sum + SUM_BITS'(SHRINK * SHRINK / 2);

      logic unused;
      assign unused = &{1'b0, row, rounded[2*BITS-1:0]};

      always_ff @(posedge pclk) begin
        if (pixel_valid) left <= first_column ? SUM_BITS'(pixel) : left + SUM_BITS'(pixel);
        average_valid <= pixel_valid && last_row && last_column;
        average <= rounded[SUM_BITS-1:2*BITS];
      end
    end
  endgenerate

endmodule
