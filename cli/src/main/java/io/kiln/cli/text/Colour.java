package io.kiln.cli.text;

/** Colours that read on dark and light screens; never the only sign of a meaning. */
public enum Colour {
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  BLUE("34"),
  GREY("90"),
  BOLD("1");

  static final String END = "\u001b[0m";

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  String start() {
    return "\u001b[" + code + "m";
  }
}
