package io.drover.cli;

import java.nio.charset.Charset;

/// What bars are drawn with, and what stands for what was cut off.
record Glyphs(String full, String empty, String cut) {
  static final Glyphs UNICODE = new Glyphs("█", "░", "…");
  static final Glyphs ASCII = new Glyphs("#", ".", "~");

  static Glyphs of(Charset charset) {
    return charset.canEncode() && charset.newEncoder().canEncode("█░…") ? UNICODE : ASCII;
  }
}
