-- Since when a customer's bank has to confirm what they ordered at a provider; null for what is paid at once or not at all.
alter table payment add column at_bank_since timestamptz;
