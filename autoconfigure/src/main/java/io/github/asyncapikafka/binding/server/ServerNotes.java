package io.github.asyncapikafka.binding.server;

import java.util.List;

import io.github.asyncapikafka.diagnostic.Problems;

/**
 * What is found out about a server.
 *
 * @param configuration what is wrong whether or not the server is used
 * @param problems what prevents the use of the server
 * @param warnings what somebody must look at
 * @param notes what somebody may want to know
 */
public record ServerNotes(Problems configuration, Problems problems, Problems warnings, List<String> notes) {

	/**
	 * Add what somebody may want to know.
	 * @param note a sentence
	 */
	public void note(String note) {
		this.notes.add(note);
	}

}
