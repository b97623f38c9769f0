// @NETWORK@ behind a camera: camera_top with the numbers of its plan. Made by `shingle export`.
module build_top (
    input  logic                clk,
    input  logic                rst,
    // the sensor
    input  logic                pclk,
    input  logic                pclk_rst,
    input  logic                frame_valid,
    input  logic                line_valid,
    input  logic [7:0]          pixel,
    // control
    input  logic                arm,
    input  logic                hold,
    output logic                busy,
    output logic                frame_start,
    output logic                done,
    output logic                overflow,
    output logic                broken,
    output logic                dropped,
    input  logic                clear_flags,
    output logic [15:0]         frames,
    // the host
    input  logic                host_read,
    input  logic [@ADDRESS_TOP@:0] host_base,
    input  logic [@ADDRESS_TOP@:0] host_offset,
    output logic [@WORD_TOP@:0] host_read_data,
`ifdef CHECK
    input  logic [9:0]          host_tag,
`endif
    // measurements
    output logic                layer_done,
    output logic [@LAYER_TOP@:0] layer,
    output logic [31:0]         layer_cycles
);

  camera_top #(
@PARAMETERS@
  ) i_camera (
      .modulus(@MODULUS@),
      .*
  );

endmodule
