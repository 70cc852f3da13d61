-- A mail that had not gone out when its personal values were erased is not one that failed: nobody is to be told, and nothing mended.
alter table mail.messages drop constraint messages_state_check;
alter table mail.messages add constraint messages_state_check
  check (state in ('held', 'queued', 'sending', 'sent', 'failed', 'uncertain', 'erased'));

update mail.messages set state = 'erased', last_error = null
where state = 'failed' and to_address = 'erased@invalid' and last_error = 'The personal values were erased before this mail was sent.';
