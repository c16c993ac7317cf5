package connet.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.protobuf.InvalidProtocolBufferException;
import connet.protocol.wire.ClientControl;
import connet.protocol.wire.Model;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Bytes that no program of the existing network writes but all of them read, or refuse, in the same
 * way.
 */
final class OddMessageVectorsTest {
  @TestFactory
  Stream<DynamicTest> oddBytesAreReadAsByTheExistingNetwork() {
    return Vectors.list(Vectors.read("frames.json"), "decode_only").stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    Vectors.text(vector, "message") + ": " + Vectors.text(vector, "case"),
                    () -> check(vector)));
  }

  private static void check(JsonObject vector) throws IOException {
    byte[] body = Vectors.hex(vector, "protobuf");
    JsonObject fields = vector.getAsJsonObject("fields");
    if (fields != null) {
      fields.remove("(unknown fields)");
    }
    String name = Vectors.text(vector, "message");
    if (name.equals("model AddrPort")) {
      // How its 16 bits are cut out is among the addresses.
      assertEquals(
          Vectors.number(fields, "port"), Model.AddrPort.parser().parseFrom(body).getPort());
      return;
    }
    MessageKind kind = MessageKind.named(name);
    if (!Vectors.accepted(vector)) {
      assertThrows(InvalidProtocolBufferException.class, () -> kind.parser().parseFrom(body));
      assertThrows(MalformedMessageException.class, () -> kind.decode(body));
    } else if (kind == MessageKind.CLIENT_REQUEST) {
      checkRequest(fields, ClientControl.Request.parser().parseFrom(body));
    } else {
      assertEquals(kind.of(fields), kind.decode(body));
    }
  }

  /** These hold no peer, so that ours would refuse them: what was read is seen in the protobuf. */
  private static void checkRequest(JsonObject fields, ClientControl.Request request) {
    assertEquals(fields.has("announce"), request.hasAnnounce());
    if (fields.has("announce")) {
      JsonObject announce = fields.getAsJsonObject("announce");
      assertEquals(
          Vectors.text(announce.getAsJsonObject("endpoint"), "name"),
          request.getAnnounce().getEndpoint().getName());
      assertEquals(Vectors.number(announce, "role"), request.getAnnounce().getRoleValue());
    }
  }
}
