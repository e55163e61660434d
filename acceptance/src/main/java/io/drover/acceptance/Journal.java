package io.drover.acceptance;

/// Where the scenario tells what happens.
public interface Journal {

  /// A new part of the story begins.
  void step(String title);

  /// Something happened in it.
  void tell(String line);

  /// Tells nobody.
  Journal SILENT =
      new Journal() {
        @Override
        public void step(String title) {}

        @Override
        public void tell(String line) {}
      };
}
