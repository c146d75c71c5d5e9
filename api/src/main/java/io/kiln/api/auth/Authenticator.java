package io.kiln.api.auth;

import java.util.List;
import java.util.Optional;

/** Finds out who sent a request. One choice per server, made when it starts. */
public sealed interface Authenticator
    permits Authenticator.Nobody, Authenticator.InTurn, TokenFile, Keystone {

  /** Whom these credentials stand for. */
  Outcome authenticate(Credentials credentials);

  /**
   * Whom these credentials stand for, when that is known without asking anybody and without slow
   * computing: what tells nothing to those who guess. Empty when it has to be found out.
   */
  Optional<Caller> atOnce(Credentials credentials);

  /** Whether requests have to say who sends them. */
  default boolean asks() {
    return true;
  }

  /** Whether it can tell anything at all of whoever sends credentials of this kind. */
  default boolean judges(Credentials credentials) {
    return true;
  }

  /** What a refusal names as the ways to log in, each as in {@code WWW-Authenticate}. */
  List<String> challenges();

  /** Nobody has to say who they are: for loopback only. */
  record Nobody() implements Authenticator {
    @Override
    public Outcome authenticate(Credentials credentials) {
      return new Outcome.Known(Caller.ANYBODY);
    }

    @Override
    public Optional<Caller> atOnce(Credentials credentials) {
      return Optional.of(Caller.ANYBODY);
    }

    @Override
    public boolean asks() {
      return false;
    }

    @Override
    public List<String> challenges() {
      return List.of();
    }
  }

  /**
   * One after the other, until one knows: agents and programs have tokens of a file, people those
   * of Keystone.
   */
  record InTurn(List<Authenticator> all) implements Authenticator {

    public InTurn {
      all = List.copyOf(all);
      if (all.isEmpty()) {
        throw new IllegalArgumentException("nobody is asked");
      }
    }

    /** Whoever could not be asked might have known: then nobody's refusal is the last word. */
    @Override
    public Outcome authenticate(Credentials credentials) {
      Outcome last = all.getFirst().authenticate(credentials);
      for (Authenticator next : all.subList(1, all.size())) {
        if (last instanceof Outcome.Known) {
          return last;
        }
        if (next.judges(credentials)) {
          Outcome said = next.authenticate(credentials);
          last = last instanceof Outcome.Away && said instanceof Outcome.Refused ? last : said;
        }
      }
      return last;
    }

    @Override
    public Optional<Caller> atOnce(Credentials credentials) {
      return all.stream().flatMap(one -> one.atOnce(credentials).stream()).findFirst();
    }

    @Override
    public List<String> challenges() {
      return all.stream().flatMap(one -> one.challenges().stream()).toList();
    }
  }
}
