// Numbers that several modules and the program's writer agree on. Local parameters only: not every tool takes more.
package accel_pkg;

  // What the array does with the words of a unit of work.
  localparam logic [1:0] MAC = 2'd0;   // sums of products with weights
  localparam logic [1:0] SUM = 2'd1;   // sums: average pooling
  localparam logic [1:0] MAX = 2'd2;   // maxima: maximum pooling; one word alone is a copy
  localparam logic [1:0] PAIR = 2'd3;  // two words side by side: residual addition

  // Fields of a descriptor: 32 words of 32 bits for each layer (see README.md).
  localparam logic [4:0] F_CONTROL = 5'd0;
  localparam logic [4:0] F_IN_BASE = 5'd1;
  localparam logic [4:0] F_OUT_BASE = 5'd2;
  localparam logic [4:0] F_IN2_BASE = 5'd3;
  localparam logic [4:0] F_TAGS = 5'd4;
  localparam logic [4:0] F_OUT_SIZE = 5'd5;
  localparam logic [4:0] F_GROUPS = 5'd6;
  localparam logic [4:0] F_WINDOW = 5'd7;
  localparam logic [4:0] F_ORIGIN = 5'd8;
  localparam logic [4:0] F_IN_SIZE = 5'd9;
  localparam logic [4:0] F_STRIDE = 5'd10;
  localparam logic [4:0] F_DILATION = 5'd11;
  localparam logic [4:0] F_IN_START = 5'd12;
  localparam logic [4:0] F_TAP_GROUP = 5'd13;
  localparam logic [4:0] F_TAP_COLUMN = 5'd14;
  localparam logic [4:0] F_TAP_ROW = 5'd15;
  localparam logic [4:0] F_UNIT_GROUP = 5'd16;
  localparam logic [4:0] F_UNIT_COLUMN = 5'd17;
  localparam logic [4:0] F_UNIT_ROW = 5'd18;
  localparam logic [4:0] F_OUT_START = 5'd19;
  localparam logic [4:0] F_OUT_GROUP = 5'd20;
  localparam logic [4:0] F_OUT_PIXEL = 5'd21;
  localparam logic [4:0] F_IN2_START = 5'd22;
  localparam logic [4:0] F_IN2_GROUP = 5'd23;
  localparam logic [4:0] F_IN2_PIXEL = 5'd24;
  localparam logic [4:0] F_WEIGHT_START = 5'd25;
  localparam logic [4:0] F_WEIGHT_GROUP = 5'd26;
  localparam logic [4:0] F_PARAM_START = 5'd27;
  localparam logic [4:0] F_PARAM_GROUP = 5'd28;
  localparam logic [4:0] F_VALUES = 5'd29;
  // 30 and 31 are not used.

endpackage
