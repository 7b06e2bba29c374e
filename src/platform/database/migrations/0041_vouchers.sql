-- Release 0.2.0: whoever is shut out lets nobody in by a ticket that he got before.
ALTER TABLE tickets
  -- Account of the head who vouched for the clerk at the console. Null: nobody did there.
  ADD COLUMN voucher_id text;
