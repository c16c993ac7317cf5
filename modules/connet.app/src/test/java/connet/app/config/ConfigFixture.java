package connet.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What tests read configurations with. */
abstract class ConfigFixture {
  final Problems problems = new Problems();

  final Values values(String... files) {
    List<Layer> layers = new ArrayList<>();
    for (String file : files) {
      layers.add(FileLayer.read((char) ('a' + layers.size()) + ".toml", file, problems));
    }
    assertEquals(List.of(), problems.lines());
    return Values.of(layers);
  }

  final ClientConfig client(Map<String, String> environment, String... files)
      throws ConfigException {
    return ClientConfig.read(values(files), environment, problems);
  }

  final List<String> complaints(String... files) {
    Problems all = new Problems();
    Values values = values(files);
    return assertThrows(
            ConfigException.class,
            () -> {
              if (values.mentions(Tables.SERVER)) {
                ServerConfig.read(values, Map.of(), all);
              } else if (values.mentions(Tables.CONTROL)) {
                ControlConfig.read(values, Map.of(), all);
              } else if (values.mentions(Tables.RELAY)) {
                RelayConfig.read(values, Map.of(), all);
              } else {
                ClientConfig.read(values, Map.of(), all);
              }
            })
        .lines();
  }
}
