package connet.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class QuicSupportTest {
  @Test
  void nativeLibraryOfThisSystemIsLoaded() {
    assertTrue(QuicSupport.available());
    assertTrue(QuicSupport.class.getModule().isNamed());
  }
}
