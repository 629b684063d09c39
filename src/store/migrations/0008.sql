-- Since when a customer's bank has to confirm what they ordered at a provider; null for what is paid at once or not at all.
alter table payment add column at_bank_since timestamptz;

-- A payment link of the shop's at Stripe, for any amount: it hangs at the till and works when we do not.
alter table store add column card_link text;
