package io.github.asyncapikafka.inspection;

import java.util.List;

/**
 * What the application's code declares.
 *
 * @param endpoints the listeners and senders of channels
 * @param plain what uses topics without the contract
 */
public record DeclaredCode(List<DeclaredEndpoint> endpoints, List<PlainAccess> plain) {

	public DeclaredCode {
		endpoints = List.copyOf(endpoints);
		plain = List.copyOf(plain);
	}

}
