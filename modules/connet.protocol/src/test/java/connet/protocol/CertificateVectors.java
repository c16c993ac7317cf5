package connet.protocol;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The certificates of the existing network by the names that the vectors give them: {@code
 * A.server}, {@code relay}.
 */
final class CertificateVectors {
  static final JsonObject VECTORS = Vectors.read("certificates.json");

  private static final Map<String, JsonObject> ALL = all();

  private CertificateVectors() {}

  /** Everything the vectors say about each certificate. */
  static Map<String, JsonObject> all() {
    Map<String, JsonObject> all = new LinkedHashMap<>();
    for (JsonObject endpoint : Vectors.list(VECTORS, "endpoints")) {
      for (String part : new String[] {"root", "server", "client"}) {
        all.put(Vectors.text(endpoint, "name") + "." + part, endpoint.getAsJsonObject(part));
      }
    }
    all.put("relay.root", VECTORS.getAsJsonObject("relay").getAsJsonObject("root"));
    all.put("relay", VECTORS.getAsJsonObject("relay").getAsJsonObject("server"));
    for (String name : new String[] {"loopback", "same_name", "expired", "early"}) {
      all.put(name, VECTORS.getAsJsonObject(name));
    }
    return all;
  }

  static DerCertificate der(String name) {
    JsonObject vector = ALL.get(name);
    if (vector == null) {
      throw new AssertionError("no such certificate: " + name);
    }
    return Vectors.certificate(vector, "der");
  }
}
