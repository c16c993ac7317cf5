package connet.app.config;

import connet.control.NamePattern;
import connet.control.TokenRules;
import connet.protocol.AddressRules;
import connet.protocol.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what tokens are good for: the first table of an array is for the first token, and so on.
 */
final class Restrictions {
  private final Reading reading;
  private final RestrictionKeys keys;

  Restrictions(Reading reading, RestrictionKeys keys) {
    this.reading = reading;
    this.keys = keys;
  }

  /** The rules of the tokens of clients. */
  Map<String, TokenRules> clients(List<String> tokens) {
    Map<String, TokenRules> rules = new LinkedHashMap<>();
    List<TokenRules> all = all(tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      rules.put(tokens.get(i), all.isEmpty() ? TokenRules.NONE : all.get(i));
    }
    return rules;
  }

  /** The rules of the tokens of relays. */
  Map<String, AddressRules> relays(List<String> tokens) {
    Map<String, AddressRules> rules = new LinkedHashMap<>();
    clients(tokens).forEach((token, rule) -> rules.put(token, rule.addresses()));
    return rules;
  }

  /** As many as there are tokens, or none. */
  private List<TokenRules> all(int tokens) {
    Map<String, Origin> tables = reading.values().named(keys.table());
    List<TokenRules> rules = new ArrayList<>();
    for (String name : tables.keySet()) {
      rules.add(rule(Tables.child(keys.table(), name)));
    }
    if (rules.isEmpty() || rules.size() == tokens) {
      return rules;
    }
    if (tokens == 0 && !reading.problems().lines().isEmpty()) {
      return List.of(); // what is wrong with the tokens was told
    }
    reading
        .problems()
        .add(
            tables.values().iterator().next(),
            "there are "
                + rules.size()
                + " restrictions for "
                + tokens
                + " tokens, write one for each token, in their order, or none at all");
    return List.of();
  }

  private TokenRules rule(List<String> table) {
    Setting<NamePattern> names = reading.values().get(table, keys.names());
    Setting<Role> role = reading.values().get(table, keys.role());
    return new TokenRules(
        Ingresses.rules(reading.values(), table, keys.allow(), keys.deny()),
        Optional.ofNullable(names).map(Setting::value),
        Optional.ofNullable(role).map(Setting::value));
  }
}
