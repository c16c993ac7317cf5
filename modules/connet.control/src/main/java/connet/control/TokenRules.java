package connet.control;

import connet.protocol.AddressRules;
import connet.protocol.Role;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a token of a client is good for.
 *
 * @param addresses from where it is accepted (else error 100)
 * @param names which endpoints may be announced or asked for with it (else error 101); empty for
 *     all
 * @param role the one role in which that may be done (else error 102); empty for both
 */
public record TokenRules(AddressRules addresses, Optional<NamePattern> names, Optional<Role> role) {
  /** No restriction. */
  public static final TokenRules NONE =
      new TokenRules(AddressRules.NONE, Optional.empty(), Optional.empty());

  /** These tokens without restrictions. */
  public static Map<String, TokenRules> unrestricted(Collection<String> tokens) {
    Map<String, TokenRules> rules = new LinkedHashMap<>();
    tokens.forEach(token -> rules.put(token, NONE));
    return rules;
  }
}
