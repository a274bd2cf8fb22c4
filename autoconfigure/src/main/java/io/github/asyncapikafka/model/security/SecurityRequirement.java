package io.github.asyncapikafka.model.security;

import java.util.List;

/**
 * Security schemes that a connection needs together. A 3.x document has one scheme in
 * each; in 2.x all names of one Security Requirement Object belong together.
 *
 * @param schemes the schemes, all of which have to be met
 */
public record SecurityRequirement(List<SecurityScheme> schemes) {

	public SecurityRequirement {
		schemes = List.copyOf(schemes);
	}

}
