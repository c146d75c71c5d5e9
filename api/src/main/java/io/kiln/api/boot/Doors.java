package io.kiln.api.boot;

import io.kiln.api.auth.Authenticator;
import io.kiln.api.cfn.signature.SignatureCheck;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Who is let in, as the files say that the command line names.
 *
 * @param signatures what checks those of CloudFormation's clients; empty when nobody has keys
 */
record Doors(Authenticator authenticator, Optional<SignatureCheck> signatures) {

  /**
   * Reads every file there is to read, before anything is started that would have to be ended again
   * when one of them cannot be used.
   *
   * @throws IllegalArgumentException that names the option, and says what is wrong with its file
   */
  static Doors read(ServerOptions options, InstantSource clock) {
    options.access().tls().ifPresent(Tls::check);
    return new Doors(options.access().authenticator(clock), options.cfn().signatures(clock));
  }
}
